import type { Handlers } from "#kernel/catalogue/duty.ts";
import { askerOf } from "../asker.ts";
import type { importContract } from "../contract/import.ts";
import { exportTooLarge } from "../errors.ts";
import { writeCsv, writeVcards, type Exported } from "../files/write.ts";
import { readsNote, seesPoint } from "../rules/may.ts";
import { listPeople } from "../store/people.ts";
import { readPoints } from "../store/points.ts";

type Handle = Handlers<typeof importContract>;

const MOST_PEOPLE = 10_000;
const ADDRESS_KINDS = new Set(["phone", "mobile", "email"]);

const exportPeople: Handle["person.export"] = async (work, { format, ...wish }) => {
  const asker = askerOf(work);
  const rows = await listPeople(work, { ...wish, archived: false, limit: MOST_PEOPLE });
  if (rows.length > MOST_PEOPLE) throw exportTooLarge(MOST_PEOPLE);
  const ids = rows.map(({ id }) => id);
  const points = Map.groupBy(await readPoints(work, ids), ({ personId }) => personId);
  const people = rows.map((row): Exported => ({
    // What the asker may not read leaves no trace in the file, nor does its grade.
    row: readsNote(asker, row) ? row : { ...row, confidentialNote: null, confidentialFrom: null },
    points: (points.get(row.id) ?? []).filter((point) => ADDRESS_KINDS.has(point.kind) && seesPoint(asker, row, point)),
  }));
  const day = work.now.toZonedDateTimeISO(work.actor.timeZone).toPlainDate().toString();
  const csv = format === "csv";
  return {
    name: `kerani-${work.actor.language === "id" ? "orang" : "people"}-${day}.${csv ? "csv" : "vcf"}`,
    mediaType: csv ? "text/csv; charset=utf-8" : "text/vcard; charset=utf-8; version=4.0",
    content: csv ? writeCsv(people, work.actor.language) : writeVcards(people),
    people: people.length,
  };
};

/** People to files. */
export const exportHandlers = { "person.export": exportPeople };
