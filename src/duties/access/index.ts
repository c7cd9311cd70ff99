export { cookieNameOf, fromCookies, intoCookies } from "./cookies.ts";
export { identify, type Shown } from "./identify.ts";
export { dropLinks, makeLink, peekLink, useLink } from "./links.ts";
export { throttle } from "./throttle.ts";
