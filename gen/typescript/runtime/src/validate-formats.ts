/** The formats of texts and numbers. A double is any number, so that it needs no check. */
import { range, type Check } from './validate.js';

export const int32: Check<number> = /* @__PURE__ */ range(-2147483648, 2147483647);
export const uint32: Check<number> = /* @__PURE__ */ range(0, 4294967295);
export const int64: Check<number> = /* @__PURE__ */ range(-(2 ** 63), 2 ** 63); // the nearest numbers that there are
export const uint64: Check<number> = /* @__PURE__ */ range(0, 2 ** 64);
export const epochMillis: Check<number> = /* @__PURE__ */ range(-8.64e15, 8.64e15); // as far as Date goes

export const e164: Check<string> = /* @__PURE__ */ like('an E.164 phone number', () => /^\+[1-9][0-9]{1,14}$/);

export const byte: Check<string> = /* @__PURE__ */ like('base64', () =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);

export const uuid: Check<string> = /* @__PURE__ */ like('a UUID', () =>
  /^(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);

export const email: Check<string> = /* @__PURE__ */ like('an email address', () => {
  const word = "[\\w!#$%&'*+/=?^`{|}~-]+";
  const label = '[a-z\\d](?:[a-z\\d-]*[a-z\\d])?';
  return new RegExp(`^${word}(?:\\.${word})*@(?:${label}\\.)+${label}$`, 'i');
});

/** A URI as RFC 3986 has it, in its words. */
export const uri: Check<string> = /* @__PURE__ */ like('a URI', () => {
  const escaped = '%[\\da-f]{2}';
  const unreserved = "\\w\\-.~!$&'()*+,;="; // and what may separate parts of a part
  const characters = (more: string): string => `(?:[${unreserved}${more}]|${escaped})`;
  const octet = '(?:25[0-5]|2[0-4]\\d|[01]?\\d\\d?)';
  const ipv4 = `(?:${octet}\\.){3}${octet}`;
  const group = '[\\da-f]{1,4}';
  const last = `(?:${group}:${group}|${ipv4})`;
  const upTo = (n: number): string => `(?:(?:${group}:){0,${n}}${group})?`;
  const ipv6 = [
    `(?:${group}:){6}${last}`,
    `::(?:${group}:){5}${last}`,
    ...[4, 3, 2, 1, 0].map((n) => `${upTo(4 - n)}::(?:${group}:){${n}}${last}`),
    `${upTo(5)}::${group}`,
    `${upTo(6)}::`,
  ].join('|');
  const host = `(?:\\[(?:${ipv6}|v[\\da-f]+\\.[${unreserved}:]+)\\]|${characters('')}*)`;
  const authority = `(?:${characters(':')}*@)?${host}(?::\\d*)?`;
  const segment = characters(':@');
  const path = `${segment}+(?:/${segment}*)*`;
  const rest = `${characters(':@/?')}*`;
  return new RegExp(`^[a-z][a-z\\d+\\-.]*:(?://?${authority}(?:/${segment}*)*|/(?:${path})?|${path})(?:\\?${rest})?(?:#${rest})?$`, 'i');
});

export const date: Check<string> = (value) => (isDate(value) ? undefined : 'must be a date');

export const dateTime: Check<string> = (value) => {
  const [day, time, ...more] = value.split(/[t\s]/i);
  return more.length === 0 && isDate(day) && isTime(time) ? undefined : 'must be a date and time with its offset';
};

/** A text like a regular expression, which is made when it is needed. */
function like(what: string, make: () => RegExp): Check<string> {
  let expression: RegExp | undefined;
  return (value) => ((expression ??= make()).test(value) ? undefined : `must be ${what}`);
}

function isDate(value = ''): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** A time of day with its offset. The second 60 is one that was put in before midnight, universal time. */
function isTime(value = ''): boolean {
  const parts = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i.exec(value);
  if (!parts) return false;
  const [hour, minute, second, offsetHours, offsetMinutes] = [1, 2, 3, 5, 6].map((i) => Number(parts[i] ?? 0)) as Five;
  if (offsetHours > 23 || offsetMinutes > 59) return false;
  if (hour <= 23 && minute <= 59 && second < 60) return true;
  const sign = parts[4] === '-' ? -1 : 1;
  const utcMinute = minute - sign * offsetMinutes;
  const utcHour = hour - sign * offsetHours - (utcMinute < 0 ? 1 : 0);
  return (utcHour === 23 || utcHour === -1) && (utcMinute === 59 || utcMinute === -1) && second < 61;
}

type Five = [number, number, number, number, number];
