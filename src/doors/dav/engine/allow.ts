import type { Ref } from "./ref.ts";
import type { Backend } from "./backend.ts";

const LOOK = ["OPTIONS", "PROPFIND", "REPORT"];

/** The methods that a kind of resource answers: for Allow and `DAV:supported-method-set`. */
export const methodsOn = (ref: Ref, backend: Backend): string[] => {
  switch (ref.kind) {
    case "object":
      return [...LOOK, "GET", "HEAD", "PUT", "DELETE", "COPY", "MOVE", "PROPPATCH", ...(backend.attach ? ["POST"] : [])];
    case "collection":
      return [
        ...LOOK,
        "PROPPATCH",
        "DELETE",
        "POST",
        ref.home === "calendars" ? "MKCALENDAR" : "MKCOL",
        ...(ref.home === "calendars" ? ["MKCOL"] : []),
        ...(backend.setGrants ? ["ACL"] : []),
      ];
    case "home":
    case "proxy":
      return [...LOOK, "PROPPATCH"];
    case "attachment":
      return ["OPTIONS", "GET", "HEAD"];
    default:
      return LOOK;
  }
};
