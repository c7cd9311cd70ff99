import type { Card } from "../ui/person-card.tsx";

/** A company that does not exist, for looking at the kit. */
const brief = { kind: "staff", archived: false, hasPhoto: false, organisation: null } as const;

export const BUDI = {
  id: "0198a1aa-0001-7000-8000-000000000001",
  name: "Budi Santoso",
  called: "Pak Budi Santoso",
  fullName: "Ir. Budi Santoso, M.M.",
  initials: "BS",
  position: "Direktur Utama",
  ...brief,
};
export const RATNA = {
  id: "0198a1aa-0002-7000-8000-000000000002",
  name: "Ratna Dewi Kusumawardhani",
  called: "Bu Ratna",
  fullName: "Ratna Dewi Kusumawardhani, S.E.",
  initials: "RD",
  position: "Direktur Keuangan",
  ...brief,
};
export const SARI = {
  id: "0198a1aa-0003-7000-8000-000000000003",
  name: "Sari Wulandari",
  called: "Bu Sari",
  fullName: "Sari Wulandari",
  initials: "SW",
  position: "Sekretaris Direksi",
  ...brief,
};
export const SUHARTO = {
  id: "0198a1aa-0004-7000-8000-000000000004",
  name: "Suharto",
  called: "Pak Suharto",
  fullName: "Suharto",
  initials: "S",
  position: "Kepala Gudang",
  ...brief,
};
export const RINA = {
  id: "0198a1aa-0005-7000-8000-000000000005",
  name: "Rina Lestari",
  called: "Bu Rina",
  fullName: "Rina Lestari",
  initials: "RL",
  position: "Petugas Meja",
  ...brief,
};

const point = { extension: null, preferred: false, seenBy: "staff" } as const;

type Shown = Parameters<typeof import("../ui/person-card.tsx").PersonCard>[0]["card"];

/** A card at work, away in another zone, with somebody standing in. */
export const cards = (now: number): Shown[] => {
  const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
  return [
    {
      ...RATNA,
      timeZone: "Asia/Makassar",
      localTime: "15:05",
      atWork: { now: true, until: at(2) },
      quietNow: false,
      standIns: [
        { person: SARI, until: at(76), reason: { id: "Mandat: perjalanan dinas ke Makassar", en: "Mandate: business trip to Makassar" } },
      ],
      contacts: [
        { id: "p1", kind: "mobile", value: "+6281234567890", shown: "0812-3456-7890", label: "WhatsApp", ...point },
        { id: "p2", kind: "email", value: "ratna@sumbermakmur.co.id", shown: "ratna@sumbermakmur.co.id", label: null, ...point },
      ],
    },
    {
      ...SUHARTO,
      timeZone: "Asia/Jakarta",
      localTime: "14:05",
      atWork: { now: false, until: at(17) },
      quietNow: true,
      standIns: [],
      contacts: [{ id: "p3", kind: "phone", value: "+62215551234", shown: "(021) 555-1234", label: "pesawat 12", ...point }],
    },
  ] satisfies Pick<Card, keyof Shown>[];
};
