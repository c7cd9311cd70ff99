import type { Property } from "../property.ts";
import { objectRef } from "../ref.ts";
import { carddav } from "../names.ts";
import { collectionProperty, principalProperty } from "../property.ts";
import { text } from "../xml/element.ts";
import { escape, hrefElement } from "../xml/writer.ts";

const BOOK = ["addressbook"] as const;
const VERSIONS = ["3.0", "4.0"].map((version) => `<CR:address-data-type content-type="text/vcard" version="${version}"/>`).join("");
const COLLATIONS = ["i;ascii-casemap", "i;octet", "i;unicode-casemap"]
  .map((name) => `<CR:supported-collation>${name}</CR:supported-collation>`)
  .join("");

/** Properties of address books and of principals (RFC 6352 §6.2, §7.1, §8.3.1). */
export const RFC6352_PROPERTIES: readonly Property[] = [
  principalProperty(carddav("addressbook-home-set"), ({ homes, id }, x) =>
    homes.includes("addressbooks") ? hrefElement(x.site.href({ kind: "home", home: "addressbooks", owner: id })) : undefined,
  ),
  principalProperty(carddav("principal-address"), ({ card }, x) => card && hrefElement(x.site.href(objectRef(card)))),
  collectionProperty(
    carddav("addressbook-description"),
    BOOK,
    ({ description }) => (description === undefined ? undefined : escape(description)),
    {
      write: (value, draft) => {
        draft.description = value && text(value);
      },
    },
  ),
  collectionProperty(carddav("supported-address-data"), BOOK, () => VERSIONS),
  collectionProperty(carddav("supported-collation-set"), BOOK, () => COLLATIONS),
  collectionProperty(carddav("max-resource-size"), BOOK, (_collection, x) => String(x.limits.resourceBytes)),
];
