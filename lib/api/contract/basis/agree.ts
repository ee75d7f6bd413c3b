import { z } from 'zod';

/** A type of which nothing can be changed, all the way down. */
export type Frozen<Value> = Value extends object
  ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
  : Value;

/** Every key required, so that two types that differ by an optional one are not taken for the same. A key that is never there is none. */
type Full<Value> = Value extends readonly unknown[]
  ? { readonly [Key in keyof Value]: Full<Value[Key]> }
  : Value extends object
    ? {
        readonly [Key in keyof Value as [Required<Value>[Key]] extends [never] ? never : Key]-?: Full<
          Value[Key]
        >;
      }
    : Value;

type Compared<Value> = readonly [Frozen<Value>, Full<Value>];

/** The two types as evidence where they differ; nothing where they are the same. */
type Proof<One, Other> =
  Compared<One> extends Compared<Other>
    ? Compared<Other> extends Compared<One>
      ? []
      : [problem: 'the schema is wider than the type', schema: One, type: Other]
    : [problem: 'the schema has what the type has not', schema: One, type: Other];

/**
 * A schema of a type that another room defines: it does not compile where the two differ by so much as an optional key.
 *
 * @example const interval = schemaOf<Interval>()(z.object({ low: z.number(), high: z.number() }))
 */
export const schemaOf =
  <Type>() =>
  <Schema extends z.ZodType<Type>>(
    schema: Schema,
    ..._proof: Proof<z.output<Schema>, Type>
  ): z.ZodType<Type> =>
    schema;

/** A list that is not to be changed. */
export const list = <Item extends z.ZodType>(item: Item): z.ZodType<readonly z.output<Item>[]> =>
  z.array(item);
