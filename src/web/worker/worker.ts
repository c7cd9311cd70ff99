import { openPressed, showPush } from "./push.ts";
import type { Scope } from "./scope.ts";
import { answerFromShell, dropOthers, keepShell } from "./shell.ts";

declare const SHELL_FILES: readonly string[];
declare const SHELL_NAME: string;

const scope = self as unknown as Scope;
const name = `kerani-${SHELL_NAME}`;

scope.addEventListener("install", (event) => event.waitUntil(keepShell(name, SHELL_FILES).then(() => scope.skipWaiting())));
scope.addEventListener("activate", (event) => event.waitUntil(dropOthers(name).then(() => scope.clients.claim())));
scope.addEventListener("fetch", (event) => {
  const answer = answerFromShell(scope, name, event.request);
  if (answer) event.respondWith(answer);
});
scope.addEventListener("push", (event) => event.waitUntil(showPush(scope, event)));
scope.addEventListener("notificationclick", (event) => event.waitUntil(openPressed(scope, event)));
