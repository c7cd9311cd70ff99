import { failure } from "../failures.ts";

/** Passes a telephone number in international form (E.164, "+62812…") and throws ChannelFailure for any other. */
export const checkedNumber = (number: string): string => {
  if (!/^\+[1-9]\d{6,14}$/.test(number)) throw failure("sms", "addressInvalid", "address");
  return number;
};
