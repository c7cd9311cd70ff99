import type { Exchange, Reply } from "./exchange.ts";
import type { Resource } from "./resources.ts";
import type { XmlElement } from "./xml/element.ts";

/** A REPORT (RFC 3253 §3.6): which resources answer it, and how. */
export type Report = {
  /** Clark key of the request body's root. */
  readonly key: string;
  on(resource: Resource): boolean;
  run(x: Exchange, resource: Resource, body: XmlElement): Promise<Reply>;
};

/** Reports by Clark key. */
export type ReportTable = ReadonlyMap<string, Report>;

/** Makes the table. */
export const reportTable = (...reports: readonly Report[]): ReportTable => new Map(reports.map((each) => [each.key, each]));
