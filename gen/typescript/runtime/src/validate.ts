/**
 * What validators are made of: rules, which look at a value and say what is wrong with it. They are functions that make
 * functions, so that a bundle holds only those that it uses.
 */
import type { Issue, Validator } from './api.js';

/** Where a rule is in a value, and what was found so far. */
interface Visit {
  readonly path: (string | number)[];
  readonly issues: Issue[];
}

/** Looks at a value, and adds what is wrong with it. */
export type Rule = (value: unknown, visit: Visit) => void;

/** Says what a text or number must be and is not, or nothing. */
export type Check<T> = (value: T) => string | undefined;

/** The rule of a validator, which others that refer to it use. Users do not see it. */
interface Known<T> extends Validator<T> {
  readonly rule: Rule;
}

/** How deep a value may be. One that holds itself, which a message between windows can, has no end. */
const maxDepth = 500;

/** Makes a validator. Its rule is made when it is needed: types may refer to each other in a circle. */
export function validator<T>(makeRule: () => Rule): Validator<T> {
  let made: Rule | undefined;
  const rule: Rule = (value, visit) => (made ??= makeRule())(value, visit);
  const known: Known<T> = {
    rule,
    '~standard': {
      version: 1,
      vendor: 'callinggen',
      validate(value) {
        const visit: Visit = { path: [], issues: [] };
        rule(value, visit);
        return visit.issues.length > 0 ? { issues: visit.issues } : { value: value as T };
      },
    },
  };
  return known;
}

/** What another validator accepts. */
export function is(other: Validator<unknown>): Rule {
  return (other as Known<unknown>).rule;
}

export const anything: Rule = () => undefined;

export const boolean: Rule = (value, visit) => {
  if (typeof value !== 'boolean') report(visit, 'must be a boolean');
};

export function text(...checks: Check<string>[]): Rule {
  return (value, visit) => {
    if (typeof value === 'string') checkAll(checks, value, visit);
    else report(visit, 'must be a string');
  };
}

export function number(...checks: Check<number>[]): Rule {
  return (value, visit) => {
    if (typeof value === 'number' && Number.isFinite(value)) checkAll(checks, value, visit);
    else report(visit, 'must be a number');
  };
}

export function integer(...checks: Check<number>[]): Rule {
  return (value, visit) => {
    if (Number.isInteger(value)) checkAll(checks, value as number, visit);
    else report(visit, 'must be an integer');
  };
}

/** One of some texts or numbers. */
export function oneOf(values: readonly unknown[]): Rule {
  return (value, visit) => {
    if (!values.includes(value)) report(visit, `must be one of ${values.map((v) => JSON.stringify(v)).join(', ')}`);
  };
}

/** One JSON value. */
export function constant(wanted: unknown): Rule {
  return (value, visit) => {
    if (!same(value, wanted)) report(visit, `must be ${JSON.stringify(wanted)}`);
  };
}

export function nullable(inner: Rule): Rule {
  return (value, visit) => {
    if (value !== null) inner(value, visit);
  };
}

export function list(item: Rule): Rule {
  return (value, visit) => {
    if (!Array.isArray(value)) return report(visit, 'must be an array');
    // By index: a list may have holes, which entries would show and forEach would pass over.
    for (let i = 0; i < value.length; i++) inside(value[i], i, item, visit);
  };
}

/** An object whose members all follow one rule. */
export function map(member: Rule): Rule {
  return object({}, [], member);
}

/**
 * An object.
 *
 * @param members - the rules of its members
 * @param required - the names of those that must be there
 * @param rest - the rule of all other members; false: there must be none
 */
export function object(members: Readonly<Record<string, Rule>>, required: readonly string[] = [], rest: Rule | false = anything): Rule {
  return (value, visit) => {
    if (!isObject(value)) return report(visit, 'must be an object');
    for (const name of required) {
      if (!has(value, name)) inside(undefined, name, missing, visit);
    }
    for (const [name, member] of Object.entries(value)) {
      // A member that is undefined is none: as JSON it would not be there.
      if (member !== undefined) inside(member, name, own(members, name) ?? (rest || unexpected), visit);
    }
  };
}

const missing: Rule = (_, visit) => report(visit, 'is required');
const unexpected: Rule = (_, visit) => report(visit, 'is not known here');

/** One of several shapes: the first whose test is passed. */
export function union(...shapes: readonly (readonly [test: (value: unknown) => boolean, rule: Rule])[]): Rule {
  return (value, visit) => {
    const shape = shapes.find(([test]) => test(value));
    if (shape) shape[1](value, visit);
    else report(visit, 'is of none of the types that may stand here');
  };
}

/** Tells a shape by the value of one member. */
export function told(name: string, wanted: unknown): (value: unknown) => boolean {
  return (value) => isObject(value) && same(own(value, name), wanted);
}

/** Tells a shape by the members that it has. */
export function having(...names: readonly string[]): (value: unknown) => boolean {
  return (value) => isObject(value) && names.every((name) => has(value, name));
}

/** Tells a shape by its JSON kind. */
export function kind(wanted: string): (value: unknown) => boolean {
  return (value) => kindOf(value) === wanted || (wanted === 'integer' && Number.isInteger(value));
}

/** A number within bounds, which belong to it. */
export function range(low: number, high: number): Check<number> {
  return (value) => {
    if (value < low) return `must be at least ${low}`;
    return value > high ? `must be at most ${high}` : undefined;
  };
}

/** A text of so many characters. A character beyond the basic plane is one, though JavaScript counts it as two. */
export function length(least: number, most: number): Check<string> {
  return (value) => {
    let n = 0;
    for (const _ of value) n++;
    if (n < least) return `must be at least ${least} characters long`;
    return n > most ? `must be at most ${most} characters long` : undefined;
  };
}

/** A text in which a regular expression is found. */
export function pattern(source: string): Check<string> {
  const expression = new RegExp(source, 'u');
  return (value) => (expression.test(value) ? undefined : `must match ${source}`);
}

function checkAll<T>(checks: readonly Check<T>[], value: T, visit: Visit): void {
  for (const check of checks) {
    const problem = check(value);
    if (problem !== undefined) report(visit, problem);
  }
}

/** Applies a rule to a part of a value. */
function inside(value: unknown, key: string | number, rule: Rule, visit: Visit): void {
  visit.path.push(key);
  if (visit.path.length > maxDepth) report(visit, 'is nested too deeply');
  else rule(value, visit);
  visit.path.pop();
}

function report({ path, issues }: Visit, problem: string): void {
  issues.push({ message: `${path.length > 0 ? path.join('.') : 'The value'} ${problem}`, path: [...path] });
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return kindOf(value) === 'object';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The value of a member that an object has itself. What it inherits, `constructor` for one, never counts. */
function own<T>(members: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(members, name) ? members[name] : undefined;
}

function has(members: Members, name: string): boolean {
  return own(members, name) !== undefined;
}

/** Whether a value equals one that is JSON. */
function same(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(value) && value.length === wanted.length && wanted.every((item, i) => same(value[i], item));
  }
  if (!isObject(wanted)) return value === wanted;
  const names = Object.keys(wanted);
  return isObject(value)
    && Object.keys(value).filter((name) => has(value, name)).length === names.length
    && names.every((name) => same(own(value, name), wanted[name]));
}
