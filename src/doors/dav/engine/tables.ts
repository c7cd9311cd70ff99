import type { PropertyTable } from "./property.ts";
import type { ReportTable } from "./report.ts";
import { CALENDARSERVER_PROPERTIES } from "./calendarserver.ts";
import { propertyTable } from "./property.ts";
import { reportTable } from "./report.ts";
import { EXPAND_PROPERTY, RFC3253_PROPERTIES } from "./rfc3253.ts";
import { RFC3744_PROPERTIES } from "./rfc3744/properties.ts";
import * as principals from "./rfc3744/search.ts";
import { RFC4331_PROPERTIES } from "./rfc4331.ts";
import { CALENDAR_DATA } from "./rfc4791/data.ts";
import { FREE_BUSY_QUERY } from "./rfc4791/free-busy.ts";
import { CALENDAR_MULTIGET } from "./rfc4791/multiget.ts";
import { RFC4791_PROPERTIES } from "./rfc4791/properties.ts";
import { CALENDAR_QUERY } from "./rfc4791/query.ts";
import { RFC4918_PROPERTIES } from "./rfc4918/properties.ts";
import { RFC5397_PROPERTIES } from "./rfc5397.ts";
import { RFC5995_PROPERTIES } from "./rfc5995.ts";
import { ADDRESS_DATA } from "./rfc6352/data.ts";
import { ADDRESSBOOK_MULTIGET } from "./rfc6352/multiget.ts";
import { RFC6352_PROPERTIES } from "./rfc6352/properties.ts";
import { ADDRESSBOOK_QUERY } from "./rfc6352/query.ts";
import { RFC6578_PROPERTIES, SYNC_COLLECTION } from "./rfc6578.ts";
import { RFC6638_PROPERTIES } from "./rfc6638/properties.ts";
import { RFC7953_PROPERTIES } from "./rfc7953.ts";
import { RFC8607_PROPERTIES } from "./rfc8607/properties.ts";

/** Every live property of every RFC. */
export const PROPERTIES: PropertyTable = propertyTable(
  RFC4918_PROPERTIES,
  RFC3253_PROPERTIES,
  RFC3744_PROPERTIES,
  RFC4331_PROPERTIES,
  RFC4791_PROPERTIES,
  [CALENDAR_DATA],
  RFC5397_PROPERTIES,
  RFC5995_PROPERTIES,
  RFC6352_PROPERTIES,
  [ADDRESS_DATA],
  RFC6578_PROPERTIES,
  RFC6638_PROPERTIES,
  RFC7953_PROPERTIES,
  RFC8607_PROPERTIES,
  CALENDARSERVER_PROPERTIES,
);

/** Every report of every RFC. */
export const REPORTS: ReportTable = reportTable(
  EXPAND_PROPERTY,
  principals.PRINCIPAL_PROPERTY_SEARCH,
  principals.PRINCIPAL_SEARCH_PROPERTY_SET,
  principals.PRINCIPAL_MATCH,
  principals.ACL_PRINCIPAL_PROP_SET,
  principals.CALENDARSERVER_PRINCIPAL_SEARCH,
  CALENDAR_QUERY,
  CALENDAR_MULTIGET,
  FREE_BUSY_QUERY,
  ADDRESSBOOK_QUERY,
  ADDRESSBOOK_MULTIGET,
  SYNC_COLLECTION,
);
