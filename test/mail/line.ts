import { createConnection } from "node:net";

/** One thing to say to a mail server: a line, bytes as they are, or either made when its turn comes. */
export type Said = string | Buffer | (() => string | Buffer);

/** Says lines to a mail server exactly as they are, one after each answer, and returns the answers. */
export const dialogue = async (port: number, lines: readonly Said[]): Promise<string[]> => {
  const socket = createConnection({ host: "127.0.0.1", port });
  const answers: string[] = [];
  let heard = "";
  const answer = () =>
    new Promise<string>((resolve, reject) => {
      const look = (): boolean => {
        const end = /^\d{3}(?: .*)?\r\n/m.exec(heard);
        if (!end) return false;
        const whole = heard.slice(0, end.index + end[0].length);
        heard = heard.slice(whole.length);
        socket.removeAllListeners("data").removeAllListeners("close").removeAllListeners("error");
        resolve(whole.trim());
        return true;
      };
      if (look()) return;
      socket.on("data", (chunk: Buffer) => {
        heard += chunk.toString("latin1");
        look();
      });
      socket.on("error", reject).on("close", () => reject(new Error(`the line was cut after: ${answers.join(" | ")}`)));
    });
  try {
    answers.push(await answer());
    for (const said of lines) {
      const line = typeof said === "function" ? said() : said;
      socket.write(typeof line === "string" ? `${line}\r\n` : line);
      answers.push(await answer());
    }
    return answers;
  } finally {
    socket.destroy();
  }
};

/** Hands over one mail as it stands and returns the last answer. */
export const hand = async (
  port: number,
  raw: string | Buffer,
  envelope: { from?: string; to: string | readonly string[] },
): Promise<string> => {
  const text = typeof raw === "string" ? raw.replaceAll(/\r?\n/g, "\r\n") : raw.toString("latin1");
  const stuffed = Buffer.from(`${text.replaceAll(/^\./gm, "..")}\r\n.\r\n`, typeof raw === "string" ? "utf8" : "latin1");
  const answers = await dialogue(port, [
    "EHLO client.test",
    `MAIL FROM:<${envelope.from ?? "joko@mesin.example"}>`,
    ...[envelope.to].flat().map((to) => `RCPT TO:<${to}>`),
    "DATA",
    stuffed,
  ]);
  return answers.at(-1) ?? "";
};
