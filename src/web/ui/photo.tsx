import { fileAddress } from "../api/client.ts";
import css from "./photo.module.css";

const HUES = [228, 12, 158, 40, 276, 190, 330, 96];

const hueOf = (id: string): number => {
  let sum = 0;
  for (let at = 0; at < id.length; at += 1) sum = (sum * 31 + id.charCodeAt(at)) % 9973;
  return HUES[sum % HUES.length] ?? 228;
};

// How people are addressed is no part of their name.
const ADDRESS = /^(ibu|bapak|bu|pak|mbak|mas|bang|kak|mr|mrs|ms|dr|drs|ir|prof)\.?$/i;

/** Initials of a name: of the first and the last word, one for a single name; Ibu and Bapak do not count. */
export const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((part) => /^\p{L}/u.test(part));
  const parts = words.filter((word, at) => at === words.length - 1 || !ADDRESS.test(word));
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends.map((part) => (part ?? "").charAt(0).toLocaleUpperCase("id")).join("");
};

/** A face: the photo where there is one, else initials on a quiet colour of the person's own. */
export const Photo = ({
  person,
  size = 40,
}: {
  person: { id: string; name: string; initials?: string | null; hasPhoto?: boolean };
  size?: number;
}) => (
  <span className={css["photo"]} style={{ "--size": `${size}px`, "--hue": hueOf(person.id) } as React.CSSProperties} aria-hidden="true">
    {person.hasPhoto ? (
      <img src={fileAddress("person.photo", { id: person.id }, true)} width={size} height={size} alt="" loading="lazy" />
    ) : (
      (person.initials ?? initialsOf(person.name))
    )}
  </span>
);
