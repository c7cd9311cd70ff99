import type { Field } from "./draft.ts";

const NAMES: Readonly<Record<Field, string>> = {
  name: "nama name namalengkap fullname namakontak contactname displayname fn",
  givenName: "namadepan firstname givenname forename",
  middleName: "namatengah middlename additionalname",
  familyName: "namabelakang namakeluarga lastname familyname surname marga",
  nickname: "panggilan namapanggilan alias nickname",
  salutation: "sapaan panggilanhormat salutation",
  titleBefore: "gelardepan titlebefore prefix nameprefix",
  titleAfter: "gelar gelarbelakang titleafter suffix namesuffix",
  organisation: "organisasi perusahaan instansi lembaga organisation organization organizationname company companyname",
  position: "jabatan posisi kedudukan position jobtitle organizationtitle post title",
  phone:
    "hp nohp nomorhp ponsel noponsel nomorponsel handphone seluler wa nowa whatsapp nomorwa mobile mobilephone mobilenumber cell cellphone" +
    " telepon telp notelp notelepon nomortelepon teleponkantor teleponrumah phone telephone phonenumber tel businessphone homephone otherphone workphone",
  email: "email surel alamatemail alamatsurel emailaddress email1 email2 email3 emailaddress2 emailaddress3 mail",
  language: "bahasa language lang",
  timeZone: "zonawaktu timezone tz",
  note: "catatan keterangan note notes",
  confidentialNote: "catatanrahasia confidentialnote",
  confidentialFrom: "catatanrahasiamulaitingkat rahasiamulaitingkat confidentialfrom",
};

const FIELD_OF = new Map(
  (Object.entries(NAMES) as [Field, string][]).flatMap(([field, names]) => names.split(" ").map((name) => [name, field] as const)),
);

/** Telephones and addresses that address books number: "Phone 1 - Value", "E-mail 2 - Value", "Telepon 2". */
const NUMBERED: readonly (readonly [RegExp, Field])[] = [
  [/^(phone|telepon|telp|hp|ponsel)\d+(value)?$/, "phone"],
  [/^(email|surel)\d+(value)?$/, "email"],
  [/^organi[sz]ation\d+(name)?$/, "organisation"],
  [/^organi[sz]ation\d+title$/, "position"],
];

/** The field that a column of this name holds, in Indonesian or English; undefined when nothing is done with it. */
export const fieldOf = (header: string): Field | undefined => {
  const plain = header
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  return FIELD_OF.get(plain) ?? NUMBERED.find(([pattern]) => pattern.test(plain))?.[1];
};
