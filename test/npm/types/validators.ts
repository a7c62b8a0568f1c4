// What the validators promise: one for each type, of that type. Every line after @ts-expect-error has to be an error.

import { DialNumber, EndStatus, Initialized } from '@callinggen/calling-extensions/validators';

/** The part of the Standard Schema interface that others rely on. */
interface StandardSchema<Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Result<Output> | Promise<Result<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}
type Result<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: readonly PropertyKey[] | undefined }[] };

const schema: StandardSchema<DialNumber> = DialNumber;
// @ts-expect-error: it tells of another type
const other: StandardSchema<DialNumber> = EndStatus;

const seen: unknown[] = [];
const result = DialNumber['~standard'].validate(JSON.parse('{}'));
if (result.issues) {
  const path: readonly (string | number)[] | undefined = result.issues[0]?.path;
  // @ts-expect-error: there is none where something is wrong
  result.value;
  seen.push(path);
} else {
  const number: string = result.value.phoneNumber;
  // @ts-expect-error: there is no such member
  result.value.phonenumber;
  seen.push(number);
}
// @ts-expect-error: it may be wrong, so it has to be asked
Initialized['~standard'].validate({}).value;

export { schema, other };
