import { existsSync, rmSync, writeFileSync } from "node:fs";
import { run, say } from "./process.mjs";

const onPath = (name) => ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"].some((folder) => existsSync(`${folder}/${name}`));

/** Debian packages that tests run as real counterparts: a browser, a mail server, a mailbox, another calendar program. */
const PACKAGES = [
  { name: "chromium", present: async () => onPath("chromium") },
  { name: "postfix", service: "postfix", present: async () => onPath("postfix") },
  { name: "dovecot-imapd", service: "dovecot", present: async () => existsSync("/usr/lib/dovecot/imap") },
  {
    name: "python3-dateutil",
    present: async () => (await run("python3", ["-c", "import dateutil"]).catch(() => ({ code: 1 }))).code === 0,
  },
];

/** Debian asks this file before it starts a service that was just installed; tests start their own, and no other. */
const POLICY = "/usr/sbin/policy-rc.d";

const missing = async () => {
  const answers = await Promise.all(PACKAGES.map(async (entry) => ((await entry.present()) ? [] : [entry.name])));
  return answers.flat();
};

const asRoot = async () => {
  if (process.getuid?.() === 0) return [];
  const { code } = await run("sudo", ["-n", "true"]).catch(() => ({ code: 1 }));
  return code === 0 ? ["sudo", "-n"] : undefined;
};

const command = (prefix, words) => {
  const [file, ...args] = [...prefix, ...words];
  return [file, args];
};
const apt = async (prefix, args) =>
  (await run(...command(prefix, ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args]))).code === 0;

// Nothing that the machine has is given up for a test: a mail server in use stays, and the test says what it lacks.
const INSTALL = ["install", "--yes", "--no-install-recommends", "--no-remove", "--quiet"];

const installAll = async (prefix, names) => {
  const newServices = PACKAGES.filter(({ name }) => names.includes(name))
    .map(({ service }) => service)
    .filter((service) => service && !existsSync(`/lib/systemd/system/${service}.service`));
  const quietly = prefix.length === 0 && !existsSync(POLICY);
  if (quietly) writeFileSync(POLICY, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    await apt(prefix, ["update", "--quiet"]);
    if (await apt(prefix, [...INSTALL, ...names])) return;
    for (const name of names) await apt(prefix, [...INSTALL, name]);
  } finally {
    // Tests start servers of their own on loopback; the machine's must not begin to serve because of them.
    for (const service of newServices) await run(...command(prefix, ["systemctl", "disable", "--now", service])).catch(() => {});
    if (quietly) rmSync(POLICY, { force: true });
  }
};

/** Installs what the tests need from Debian, where that is allowed; otherwise says what will fail and how to mend it. */
export const installSystemPackages = async () => {
  const wanted = await missing();
  if (wanted.length === 0) return;
  const prefix = onPath("apt-get") ? await asRoot() : undefined;
  if (prefix) {
    say(`Installing for the tests: ${wanted.join(", ")} …`);
    await installAll(prefix, wanted);
  }
  const left = await missing();
  if (left.length > 0)
    say(`Not installed: ${left.join(", ")}. Tests that need them will fail; install them with: apt-get install ${left.join(" ")}`);
};
