import { deflateSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pictureSize } from "./picture-size.ts";
import { onePixelPng } from "../fixtures/picture.ts";

const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffc0000b080102030401011100ffd9", "hex");
const lossless = Buffer.concat([
  Buffer.from("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f", "latin1"),
  Buffer.from([0x63, 0xc0, 0x18, 0, 0, 0, 0, 0, 0, 0]),
]);

test("the size is read from the header of each kind", () => {
  expect(pictureSize(onePixelPng(), "image/png")).toEqual({ width: 1, height: 1 });
  expect(pictureSize(jpeg, "image/jpeg")).toEqual({ width: 0x0304, height: 0x0102 });
  expect(pictureSize(lossless, "image/webp")).toEqual({ width: 100, height: 100 });
});

test("a header cut short, or of no size, is no picture", () => {
  expect(pictureSize(onePixelPng().subarray(0, 20), "image/png")).toBeUndefined();
  expect(pictureSize(jpeg.subarray(0, 12), "image/jpeg")).toBeUndefined();
  expect(pictureSize(deflateSync(Buffer.alloc(50)), "image/webp")).toBeUndefined();
});

test("no bytes at all make it run on or fail", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom("image/png", "image/jpeg", "image/webp"), (bytes, type) => {
      pictureSize(Buffer.concat([Buffer.from([0xff, 0xd8]), bytes]), type as "image/png");
    }),
  );
});
