import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { ask, give, type Input } from "#web/api/client.ts";

type Options<F extends (given: { optionsJSON: never }) => unknown> = Parameters<F>[0]["optionsJSON"];

/** The person closed the browser's question, or no key answered it. */
export class PasskeyCancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "PasskeyCancelled";
  }
}

/** True where this browser can use passkeys at all: they need TLS or this very machine. */
export const canUsePasskeys = (): boolean => browserSupportsWebAuthn();

const asked = <T>(ceremony: Promise<T>): Promise<T> =>
  ceremony.catch((error: unknown) => {
    if (error instanceof Error && ["NotAllowedError", "AbortError"].includes(error.name)) throw new PasskeyCancelled();
    throw error;
  });

/** Opens a session with a passkey; also the freshest proof that it is the same person. */
export const openWithPasskey = async (device: string): Promise<void> => {
  const { options } = await ask("session.passkey-begin", {});
  const response = await asked(startAuthentication({ optionsJSON: options as unknown as Options<typeof startAuthentication> }));
  // The mark of the first half travels in a cookie that no script reads.
  await give("session.passkey-open", { response, device } as unknown as Input<"session.passkey-open">);
};

/** Makes a passkey for whoever is signed in. */
export const makePasskey = async (label: string): Promise<void> => {
  const { options } = await ask("passkey.begin", {});
  const response = await asked(startRegistration({ optionsJSON: options as unknown as Options<typeof startRegistration> }));
  await give("passkey.register", { response, label } as unknown as Input<"passkey.register">);
};
