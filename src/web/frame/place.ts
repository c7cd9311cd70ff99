import type { ReactNode } from "react";
import type { Text } from "#kernel/i18n/text.ts";

/** A place in the rail: a duty of the company, with how many things wait there. */
export type Place = {
  href: string;
  label: Text;
  /** Where there is little room. */
  short?: Text;
  icon: ReactNode;
  /** The shortcut that goes there, such as "g m". */
  keys?: string;
  count?: number | undefined;
  /** The count is pressing: shown filled. */
  pressing?: boolean;
  /** One of the five at the foot of a phone. */
  onPhone?: boolean;
};

/** True when an address lies in a place. */
export const isIn = (address: string, href: string): boolean => address === href || address.startsWith(`${href}/`);
