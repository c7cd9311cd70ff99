import { execFile, execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A rule to be expanded by python-dateutil: wall times in milliseconds, at most `most` of them before `to`. */
export type Question = { rule: string; start: number; to: number; zone: string; most: number };

/** Wall time and instant of each instance, in milliseconds; or the name of the error in which dateutil lost itself. */
export type Answer = [local: number, instant: number][] | string;

const CANDIDATES = ["python3", "/usr/bin/python3", "/usr/local/bin/python3", "python"];
const NEEDED = "import dateutil.rrule, zoneinfo; zoneinfo.ZoneInfo('Asia/Jakarta')";

const findPython = (): string => {
  for (const python of CANDIDATES) {
    try {
      execFileSync(python, ["-c", NEEDED], { stdio: "ignore" });
      return python;
    } catch {
      continue;
    }
  }
  throw new Error(
    "Recurrence is tested against python-dateutil, but no python3 here can import it. Install it: apt-get install python3-dateutil tzdata",
  );
};

const SCRIPT = fileURLToPath(new URL("oracle.py", import.meta.url));

/** Runs a Python program beside this file with a text on its standard input. */
export const python = (script: string, input: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(findPython(), [script], { maxBuffer: 1 << 28 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    child.stdin!.end(input);
  });

/** The answers of python-dateutil, one for each question. */
export const askDateutil = async (questions: readonly Question[]): Promise<Answer[]> => {
  const output = await python(SCRIPT, questions.map((question) => JSON.stringify(question)).join("\n"));
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
};
