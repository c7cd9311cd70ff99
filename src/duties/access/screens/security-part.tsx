import { PasskeysSection } from "./passkeys-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { ProofHome } from "./proof.tsx";
import { SessionsSection } from "./sessions-section.tsx";
import { TotpSection } from "./totp-section.tsx";

/** By which ways one comes in, and where one is in. */
export const SecurityPart = () => (
  <ProofHome>
    <PasskeysSection />
    <PasswordSection />
    <TotpSection />
    <SessionsSection />
  </ProofHome>
);
