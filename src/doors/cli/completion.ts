import type { Command } from "commander";

const BASH = `_kerani() { local IFS=$'\\n'; COMPREPLY=($(compgen -W "$(kerani __complete "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}")); }
complete -F _kerani kerani`;
const ZSH = `#compdef kerani
_kerani() { local -a found; found=(\${(f)"$(kerani __complete "\${(@)words[2,CURRENT-1]}" 2>/dev/null)"}); compadd -a found; }
compdef _kerani kerani`;
const FISH = `complete -c kerani -f -a '(kerani __complete (commandline -opc)[2..-1] 2>/dev/null)'`;

/** The completion script of a shell; it asks Kerani itself, so it never grows old. */
export const completionScript = (shell: string): string | undefined => ({ bash: BASH, zsh: ZSH, fish: FISH })[shell];

/** What may follow the words typed so far: sub-commands, then flags. */
export const completions = (program: Command, words: readonly string[]): string[] => {
  let at = program;
  for (const word of words) {
    const next = at.commands.find((command) => command.name() === word);
    if (next) at = next;
  }
  if (at.commands.length > 0) return at.commands.map((command) => command.name()).filter((name) => !name.startsWith("__"));
  return at.options.map(({ long }) => long ?? "").filter(Boolean);
};
