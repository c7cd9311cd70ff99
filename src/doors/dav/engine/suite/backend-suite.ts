import type { SuiteBackend } from "./world.ts";
import { clientsSuite } from "./clients-suite.ts";
import { debianSuite } from "./debian-suite.ts";
import { rfc3744Suite } from "./rfc3744-suite.ts";
import { rfc4791CollectionsSuite } from "./rfc4791-collections-suite.ts";
import { rfc4791ObjectsSuite } from "./rfc4791-objects-suite.ts";
import { rfc4791QuerySuite } from "./rfc4791-query-suite.ts";
import { rfc4918Suite } from "./rfc4918-suite.ts";
import { rfc6352Suite } from "./rfc6352-suite.ts";
import { rfc6578Suite } from "./rfc6578-suite.ts";
import { rfc6638Suite } from "./rfc6638-suite.ts";
import { rfc7240Suite } from "./rfc7240-suite.ts";
import { rfc8607Suite } from "./rfc8607-suite.ts";
import { tsdavSuite } from "./tsdav-suite.ts";

/**
 * What every backend must do, seen through the protocol over loopback: call it in a test file of the backend with a maker
 * of fresh worlds. Each part starts its own, so whatever one leaves behind another never sees.
 */
export const backendSuite = (make: () => Promise<SuiteBackend>): void => {
  rfc4918Suite(make);
  rfc3744Suite(make);
  rfc6578Suite(make);
  rfc4791CollectionsSuite(make);
  rfc4791ObjectsSuite(make);
  rfc4791QuerySuite(make);
  rfc6638Suite(make);
  rfc8607Suite(make);
  rfc6352Suite(make);
  rfc7240Suite(make);
  clientsSuite(make);
  tsdavSuite(make);
  debianSuite(make);
};
