// Made of src (d537f0ef0baeaa3d). DO NOT EDIT.
// src/runtime/validate.ts
var maxDepth = 500;
function validator(makeRule) {
  let made;
  const rule = (value, visit) => (made ?? (made = makeRule()))(value, visit);
  const known = {
    rule,
    "~standard": {
      version: 1,
      vendor: "callinggen",
      validate(value) {
        const visit = { path: [], issues: [] };
        rule(value, visit);
        return visit.issues.length > 0 ? { issues: visit.issues } : { value };
      }
    }
  };
  return known;
}
function is(other) {
  return other.rule;
}
var anything = () => void 0;
var boolean = (value, visit) => {
  if (typeof value !== "boolean") report(visit, "must be a boolean");
};
function text(...checks) {
  return (value, visit) => {
    if (typeof value === "string") checkAll(checks, value, visit);
    else report(visit, "must be a string");
  };
}
function number(...checks) {
  return (value, visit) => {
    if (typeof value === "number" && Number.isFinite(value)) checkAll(checks, value, visit);
    else report(visit, "must be a number");
  };
}
function integer(...checks) {
  return (value, visit) => {
    if (Number.isInteger(value)) checkAll(checks, value, visit);
    else report(visit, "must be an integer");
  };
}
function oneOf(values) {
  return (value, visit) => {
    if (!values.includes(value)) report(visit, `must be one of ${values.map((v) => JSON.stringify(v)).join(", ")}`);
  };
}
function constant(wanted) {
  return (value, visit) => {
    if (!same(value, wanted)) report(visit, `must be ${JSON.stringify(wanted)}`);
  };
}
function nullable(inner) {
  return (value, visit) => {
    if (value !== null) inner(value, visit);
  };
}
function list(item) {
  return (value, visit) => {
    if (!Array.isArray(value)) return report(visit, "must be an array");
    for (let i = 0; i < value.length; i++) inside(value[i], i, item, visit);
  };
}
function map(member) {
  return object({}, [], member);
}
function object(members, required = [], rest = anything) {
  return (value, visit) => {
    if (!isObject(value)) return report(visit, "must be an object");
    for (const name of required) {
      if (!has(value, name)) inside(void 0, name, missing, visit);
    }
    for (const [name, member] of Object.entries(value)) {
      if (member !== void 0) inside(member, name, own(members, name) ?? (rest || unexpected), visit);
    }
  };
}
var missing = (_, visit) => report(visit, "is required");
var unexpected = (_, visit) => report(visit, "is not known here");
function union(...shapes) {
  return (value, visit) => {
    const shape = shapes.find(([test]) => test(value));
    if (shape) shape[1](value, visit);
    else report(visit, "is of none of the types that may stand here");
  };
}
function told(name, wanted) {
  return (value) => isObject(value) && same(own(value, name), wanted);
}
function having(...names) {
  return (value) => isObject(value) && names.every((name) => has(value, name));
}
function kind(wanted) {
  return (value) => kindOf(value) === wanted || wanted === "integer" && Number.isInteger(value);
}
function range(low, high) {
  return (value) => {
    if (value < low) return `must be at least ${low}`;
    return value > high ? `must be at most ${high}` : void 0;
  };
}
function length(least, most) {
  return (value) => {
    let n = 0;
    for (const _ of value) n++;
    if (n < least) return `must be at least ${least} characters long`;
    return n > most ? `must be at most ${most} characters long` : void 0;
  };
}
function pattern(source) {
  const expression = new RegExp(source, "u");
  return (value) => expression.test(value) ? void 0 : `must match ${source}`;
}
function checkAll(checks, value, visit) {
  for (const check of checks) {
    const problem = check(value);
    if (problem !== void 0) report(visit, problem);
  }
}
function inside(value, key, rule, visit) {
  visit.path.push(key);
  if (visit.path.length > maxDepth) report(visit, "is nested too deeply");
  else rule(value, visit);
  visit.path.pop();
}
function report({ path, issues }, problem) {
  issues.push({ message: `${path.length > 0 ? path.join(".") : "The value"} ${problem}`, path: [...path] });
}
function isObject(value) {
  return kindOf(value) === "object";
}
function kindOf(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
function own(members, name) {
  return Object.prototype.hasOwnProperty.call(members, name) ? members[name] : void 0;
}
function has(members, name) {
  return own(members, name) !== void 0;
}
function same(value, wanted) {
  if (Array.isArray(wanted)) {
    return Array.isArray(value) && value.length === wanted.length && wanted.every((item, i) => same(value[i], item));
  }
  if (!isObject(wanted)) return value === wanted;
  const names = Object.keys(wanted);
  return isObject(value) && Object.keys(value).filter((name) => has(value, name)).length === names.length && names.every((name) => same(own(value, name), wanted[name]));
}

// src/runtime/validate-formats.ts
var int32 = /* @__PURE__ */ range(-2147483648, 2147483647);
var uint32 = /* @__PURE__ */ range(0, 4294967295);
var int64 = /* @__PURE__ */ range(-(2 ** 63), 2 ** 63);
var uint64 = /* @__PURE__ */ range(0, 2 ** 64);
var epochMillis = /* @__PURE__ */ range(-864e13, 864e13);
var e164 = /* @__PURE__ */ like("an E.164 phone number", () => /^\+[1-9][0-9]{1,14}$/);
var byte = /* @__PURE__ */ like("base64", () => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
var uuid = /* @__PURE__ */ like("a UUID", () => /^(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
var email = /* @__PURE__ */ like("an email address", () => {
  const word = "[\\w!#$%&'*+/=?^`{|}~-]+";
  const label = "[a-z\\d](?:[a-z\\d-]*[a-z\\d])?";
  return new RegExp(`^${word}(?:\\.${word})*@(?:${label}\\.)+${label}$`, "i");
});
var uri = /* @__PURE__ */ like("a URI", () => {
  const escaped = "%[\\da-f]{2}";
  const unreserved = "\\w\\-.~!$&'()*+,;=";
  const characters = (more) => `(?:[${unreserved}${more}]|${escaped})`;
  const octet = "(?:25[0-5]|2[0-4]\\d|[01]?\\d\\d?)";
  const ipv4 = `(?:${octet}\\.){3}${octet}`;
  const group = "[\\da-f]{1,4}";
  const last = `(?:${group}:${group}|${ipv4})`;
  const upTo = (n) => `(?:(?:${group}:){0,${n}}${group})?`;
  const ipv6 = [
    `(?:${group}:){6}${last}`,
    `::(?:${group}:){5}${last}`,
    ...[4, 3, 2, 1, 0].map((n) => `${upTo(4 - n)}::(?:${group}:){${n}}${last}`),
    `${upTo(5)}::${group}`,
    `${upTo(6)}::`
  ].join("|");
  const host = `(?:\\[(?:${ipv6}|v[\\da-f]+\\.[${unreserved}:]+)\\]|${characters("")}*)`;
  const authority = `(?:${characters(":")}*@)?${host}(?::\\d*)?`;
  const segment = characters(":@");
  const path = `${segment}+(?:/${segment}*)*`;
  const rest = `${characters(":@/?")}*`;
  return new RegExp(`^[a-z][a-z\\d+\\-.]*:(?://?${authority}(?:/${segment}*)*|/(?:${path})?|${path})(?:\\?${rest})?(?:#${rest})?$`, "i");
});
var date = (value) => isDate(value) ? void 0 : "must be a date";
var dateTime = (value) => {
  const [day, time, ...more] = value.split(/[t\s]/i);
  return more.length === 0 && isDate(day) && isTime(time) ? void 0 : "must be a date and time with its offset";
};
function like(what, make) {
  let expression;
  return (value) => (expression ?? (expression = make())).test(value) ? void 0 : `must be ${what}`;
}
function isDate(value = "") {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)?.map(Number) ?? [];
  if (year === void 0 || month === void 0 || day === void 0) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}
function daysOf(year, month) {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
function isTime(value = "") {
  const parts = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i.exec(value);
  if (!parts) return false;
  const [hour, minute, second, offsetHours, offsetMinutes] = [1, 2, 3, 5, 6].map((i) => Number(parts[i] ?? 0));
  if (offsetHours > 23 || offsetMinutes > 59) return false;
  if (hour <= 23 && minute <= 59 && second < 60) return true;
  const sign = parts[4] === "-" ? -1 : 1;
  const utcMinute = minute - sign * offsetMinutes;
  const utcHour = hour - sign * offsetHours - (utcMinute < 0 ? 1 : 0);
  return (utcHour === 23 || utcHour === -1) && (utcMinute === 59 || utcMinute === -1) && second < 61;
}
