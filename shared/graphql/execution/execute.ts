import {
  defaultFieldResolver,
  defaultTypeResolver,
  getArgumentValues,
  GraphQLError,
  isObjectType,
  locatedError,
  responsePathAsArray,
  type ExecutionResult,
  type GraphQLResolveInfo,
  type ResponsePath,
} from 'graphql';
import type { RequestContext } from '../context.ts';
import { noteStale } from '../degradation.ts';
import { load, type Loaded } from '../loads.ts';
import type { Variables } from './collect-fields.ts';
import type {
  AbstractPlan,
  FieldPlan,
  LeafPlan,
  ListPlan,
  ObjectPlan,
  OperationPlan,
  OutputPlan,
  SelectionPlan,
} from './plan.ts';

type Data = Record<string, unknown>;
type Holder = Data | unknown[];

/** Stands for a value that a promise will put in its place. */
const later = Symbol('later');

/** Stands for a value that has failed and may not be null: whatever holds it fails as well. */
const failed = Symbol('failed');

/** A place in an answer; to resolvers, their `info.path`. */
class Position implements ResponsePath {
  readonly prev: Position | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
  readonly nullable: boolean;
  /** Whether an error has made it null. */
  isNulled = false;

  constructor(
    prev: Position | undefined,
    key: string | number,
    typename: string | undefined,
    nullable: boolean,
  ) {
    this.prev = prev;
    this.key = key;
    this.typename = typename;
    this.nullable = nullable;
  }
}

/**
 * Executes a query by its plan, to the answer that graphql-js gives (the GraphQL specification, 6). What promises
 * bring is put into the answer one by one, and the answer is ready with the last of them: unlike graphql-js, it makes
 * no promise for an object or list in which something is waited for.
 *
 * Fields that declare what they load are asked for breadth-first: once the objects at hand have been walked through, for
 * all of their parents at once. Each such field waits for what it asks alone, and for no other on its level.
 *
 * @param variables coerced
 */
export function executePlan(
  plan: OperationPlan,
  contextValue: unknown,
  variables: Variables,
): ExecutionResult | Promise<ExecutionResult> {
  return new Execution(plan, contextValue, variables).run();
}

class Execution {
  readonly #plan: OperationPlan;
  readonly #contextValue: unknown;
  readonly #variables: Variables;
  readonly #arguments = new Map<FieldPlan, Readonly<Data>>();
  readonly #errors: GraphQLError[] = [];
  #data: Data | null = null;
  /** Promises that have not brought their value yet. */
  #awaited = 0;
  /** Whether an error has made all of the answer null. */
  #isNulled = false;
  /** Fields that wait to be asked for, once the objects at hand have been walked through. */
  #groups = new Map<FieldPlan, Group>();
  #finish: (result: ExecutionResult) => void = () => {};

  constructor(plan: OperationPlan, contextValue: unknown, variables: Variables) {
    this.#plan = plan;
    this.#contextValue = contextValue;
    this.#variables = variables;
  }

  run(): ExecutionResult | Promise<ExecutionResult> {
    try {
      const data = this.#fields(this.#plan.root(), undefined, undefined);
      if (data !== failed) this.#data = data;
      this.#loadGroups();
    } catch (error) {
      // A condition is null.
      return { errors: [locatedError(error, undefined)], data: null };
    }
    if (this.#awaited === 0) return this.#result();
    return new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  #result(): ExecutionResult {
    const data = this.#isNulled ? null : this.#data;
    return this.#errors.length > 0 ? { errors: this.#errors, data } : { data };
  }

  #fields({ blank, fields }: SelectionPlan, source: unknown, at: Position | undefined): Data | typeof failed {
    const data = { ...blank };
    for (const field of fields) {
      if (field.loading) {
        this.#groupOf(field).add(source, data, at);
        continue;
      }
      const value = this.#field(field, source, data, at);
      if (value === failed) return failed;
      if (value !== later) data[field.key] = value;
    }
    return data;
  }

  #field(field: FieldPlan, source: unknown, data: Data, at: Position | undefined): unknown {
    const { output } = field;
    let { resolve } = field;
    let position: Position | undefined;
    try {
      let value: unknown;
      if (!resolve) {
        value = propertyOf(source, field.definition.name);
        // Most of an answer is read as it is, and needs no place, no arguments and no info.
        if (output.kind === 'leaf' && output.isSerialised(value)) return value;
        if (typeof value === 'function') resolve = defaultFieldResolver;
      }
      if (resolve && resolve.length < INFO_AT) {
        value = resolve(source, this.#argumentsOf(field), this.#contextValue, unread);
        if (output.kind === 'leaf' && output.isSerialised(value)) return value;
      }
      position = placeOf(field, at);
      if (resolve && resolve.length >= INFO_AT) {
        value = resolve(source, this.#argumentsOf(field), this.#contextValue, this.#info(field, position));
      }
      return this.#complete(field, output, value, position, data);
    } catch (error) {
      return this.#fail(field, error, position ?? placeOf(field, at));
    }
  }

  #groupOf(field: FieldPlan): Group {
    let group = this.#groups.get(field);
    if (!group) this.#groups.set(field, (group = new Group()));
    return group;
  }

  /** Asks for all fields that wait; what is known at once can have fields that wait in turn. */
  #loadGroups(): void {
    while (this.#groups.size > 0) {
      const groups = this.#groups;
      this.#groups = new Map();
      for (const [field, group] of groups) this.#loadGroup(field, group);
    }
  }

  #loadGroup(field: FieldPlan, group: Group): void {
    const failure = (error: unknown): Loaded => ({
      values: group.sources.map(() => (error instanceof Error ? error : new Error(String(error)))),
      stale: undefined,
    });
    let loaded: Loaded | Promise<Loaded>;
    try {
      const context = this.#contextValue as RequestContext;
      loaded = load(field.loading!, group.sources, this.#argumentsOf(field), context);
    } catch (error) {
      loaded = failure(error);
    }
    if (!(loaded instanceof Promise)) return this.#completeGroup(field, group, loaded);
    this.#awaited += 1;
    const end = (found: Loaded) => {
      this.#completeGroup(field, group, found);
      this.#loadGroups();
      this.#awaited -= 1;
      if (this.#awaited === 0) this.#finish(this.#result());
    };
    // An answer that waits for ever would be the price of a fault in a loader.
    void loaded.then(end, (error: unknown) => end(failure(error)));
  }

  #completeGroup(field: FieldPlan, { holders, places }: Group, { values, stale }: Loaded): void {
    holders.forEach((holder, index) => {
      const position = placeOf(field, places[index]);
      const uses = stale?.get(index);
      if (uses) noteStale(this.#contextValue as RequestContext, responsePathAsArray(position), uses);
      let completed: unknown;
      try {
        completed = this.#complete(field, field.output, values[index], position, holder);
      } catch (error) {
        completed = this.#fail(field, error, position);
      }
      if (completed === failed) this.#nullOut(nullableAt(position));
      else if (completed !== later) holder[field.key] = completed;
    });
  }

  #complete(
    field: FieldPlan,
    output: OutputPlan,
    value: unknown,
    position: Position,
    holder: Holder,
  ): unknown {
    if (value === null || value === undefined) {
      if (output.nullable) return null;
      throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`);
    }
    const completed = this.#completePresent(field, output, value, position, holder);
    return completed === failed && output.nullable ? null : completed;
  }

  #completePresent(
    field: FieldPlan,
    output: OutputPlan,
    value: NonNullable<unknown>,
    position: Position,
    holder: Holder,
  ): unknown {
    if (isPromise(value)) return this.#await(field, output, value, position, holder, this.#complete);
    if (value instanceof Error) throw value;
    switch (output.kind) {
      case 'leaf':
        return serialise(output, value);
      case 'list':
        return this.#list(field, output, value, position);
      case 'object':
        return this.#object(field, output, value, position, holder);
      case 'abstract':
        return this.#abstract(field, output, value, position, holder);
    }
  }

  #list(field: FieldPlan, { item }: ListPlan, values: unknown, at: Position): unknown[] | typeof failed {
    if (!isIterable(values)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field)}".`);
    }
    const list: unknown[] = [];
    for (const value of values) {
      const index = list.push(null) - 1;
      const completed = this.#item(field, item, value, list, index, at);
      if (completed === failed) return failed;
      if (completed !== later) list[index] = completed;
    }
    return list;
  }

  #item(field: FieldPlan, item: OutputPlan, value: unknown, list: unknown[], index: number, at: Position) {
    if (item.kind === 'leaf' && item.isSerialised(value)) return value;
    const position = new Position(at, index, undefined, item.nullable);
    try {
      return this.#complete(field, item, value, position, list);
    } catch (error) {
      return this.#fail(field, error, position);
    }
  }

  #object(field: FieldPlan, output: ObjectPlan, value: unknown, position: Position, holder: Holder): unknown {
    const { type, selection } = output;
    if (!type.isTypeOf) return this.#fields(selection(), value, position);
    const isOfType = type.isTypeOf(value, this.#contextValue, this.#info(field, fieldAt(position)));
    return this.#whenKnown(field, output, isOfType, position, holder, (known) => {
      if (!known) throw new GraphQLError(`Expected value of type "${type.name}" for field ${nameOf(field)}.`);
      return this.#fields(selection(), value, position);
    });
  }

  #abstract(
    field: FieldPlan,
    output: AbstractPlan,
    value: unknown,
    position: Position,
    holder: Holder,
  ): unknown {
    const { type, as } = output;
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const name = resolveType(value, this.#contextValue, this.#info(field, fieldAt(position)), type);
    return this.#whenKnown(field, output, name, position, holder, (known) => {
      const concrete = known === undefined ? undefined : this.#plan.schema.getType(known);
      if (!isObjectType(concrete) || !this.#plan.schema.isSubType(type, concrete)) {
        throw new GraphQLError(
          `Type "${type.name}" is no type that a ${nameOf(field)} can have: "${known}".`,
        );
      }
      return this.#object(field, as(concrete), value, position, holder);
    });
  }

  #whenKnown<Value>(
    field: FieldPlan,
    output: OutputPlan,
    value: Value | PromiseLike<Value>,
    position: Position,
    holder: Holder,
    then: (known: Value) => unknown,
  ): unknown {
    return isPromise(value)
      ? this.#await(field, output, value, position, holder, (_field, _output, known) => then(known))
      : then(value);
  }

  /**
   * Lets a promise bring the value of a place, in time.
   *
   * @param complete is handed all of the above again, so that the usual one needs no closure
   */
  #await<Value>(
    field: FieldPlan,
    output: OutputPlan,
    promise: PromiseLike<Value>,
    position: Position,
    holder: Holder,
    complete: (
      field: FieldPlan,
      output: OutputPlan,
      value: Value,
      position: Position,
      holder: Holder,
    ) => unknown,
  ): typeof later {
    this.#awaited += 1;
    Promise.resolve(promise).then(
      (value) => {
        let completed: unknown;
        try {
          completed = complete.call(this, field, output, value, position, holder);
        } catch (error) {
          completed = this.#fail(field, error, position);
        }
        this.#bring(completed, position, holder);
      },
      (error: unknown) => this.#bring(this.#fail(field, error, position), position, holder),
    );
    return later;
  }

  #bring(completed: unknown, position: Position, holder: Holder): void {
    if (completed === failed) this.#nullOut(nullableAt(position));
    else if (completed !== later) (holder as Data)[position.key] = completed;
    this.#loadGroups();
    this.#awaited -= 1;
    if (this.#awaited === 0) this.#finish(this.#result());
  }

  /** Puts null in a place of the answer that had a value. */
  #nullOut(place: Position | undefined): void {
    if (!place) return;
    let holder: Data | null | undefined = this.#data;
    const path = responsePathAsArray(place);
    for (const key of path.slice(0, -1)) holder = holder?.[key] as Data | null | undefined;
    if (holder) holder[place.key] = null;
  }

  /**
   * An error makes the innermost place null that may be, and is told unless that is null by another already: one error
   * explains one null (the GraphQL specification, 6.4.4).
   */
  #fail(field: FieldPlan, error: unknown, position: Position): null | typeof failed {
    const place = nullableAt(position);
    if (!this.#isGone(place)) {
      this.#errors.push(locatedError(error, field.nodes, responsePathAsArray(position)));
      if (place) place.isNulled = true;
      else this.#isNulled = true;
    }
    return position.nullable ? null : failed;
  }

  /** Whether the place, or one that it lies in, has been made null. */
  #isGone(place: Position | undefined): boolean {
    for (let each = place; each; each = each.prev) if (each.isNulled) return true;
    return this.#isNulled;
  }

  #argumentsOf(field: FieldPlan): Readonly<Data> {
    const known = field.constant ?? this.#arguments.get(field);
    if (known) return known;
    // Frozen, as all items of a list are handed the same, and where they are constant, all operations.
    const values = Object.freeze(getArgumentValues(field.definition, field.nodes[0]!, this.#variables));
    if (field.isConstant) field.constant = values;
    else this.#arguments.set(field, values);
    return values;
  }

  #info(field: FieldPlan, path: Position): GraphQLResolveInfo {
    return new ResolveInfo(this.#plan, field, path, this.#variables);
  }
}

/** The place of `info` among a resolver's parameters: one that names fewer is handed none. */
const INFO_AT = 4;
const unread = undefined as unknown as GraphQLResolveInfo;

/** One field of many objects. */
class Group {
  readonly sources: unknown[] = [];
  /** The objects of the answer that its values belong in. */
  readonly holders: Data[] = [];
  /** Where those lie in the answer. */
  readonly places: (Position | undefined)[] = [];

  add(source: unknown, holder: Data, at: Position | undefined): void {
    this.sources.push(source);
    this.holders.push(holder);
    this.places.push(at);
  }
}

/** What resolvers seldom look at; made for every field of every item of a list, and so no more than four references. */
class ResolveInfo implements GraphQLResolveInfo {
  readonly #plan: OperationPlan;
  readonly #field: FieldPlan;
  readonly path: ResponsePath;
  readonly variableValues: Variables;

  constructor(plan: OperationPlan, field: FieldPlan, path: ResponsePath, variableValues: Variables) {
    this.#plan = plan;
    this.#field = field;
    this.path = path;
    this.variableValues = variableValues;
  }

  get fieldName() {
    return this.#field.definition.name;
  }

  get fieldNodes() {
    return this.#field.nodes;
  }

  get returnType() {
    return this.#field.definition.type;
  }

  get parentType() {
    return this.#field.parentType;
  }

  get schema() {
    return this.#plan.schema;
  }

  get fragments() {
    return this.#plan.fragments;
  }

  get rootValue() {
    return undefined;
  }

  get operation() {
    return this.#plan.operation;
  }
}

function placeOf({ key, parentType, output }: FieldPlan, at: Position | undefined): Position {
  return new Position(at, key, parentType.name, output.nullable);
}

/** The innermost place that may be null, from `position` outwards; undefined where only all of the answer may be. */
function nullableAt(position: Position | undefined): Position | undefined {
  return !position || position.nullable ? position : nullableAt(position.prev);
}

/** The place of the field whose list `position` is an item of, or of a list in its list. */
function fieldAt(position: Position): Position {
  return typeof position.key === 'number' ? fieldAt(position.prev!) : position;
}

function nameOf({ parentType, definition }: FieldPlan): string {
  return `${parentType.name}.${definition.name}`;
}

function propertyOf(source: unknown, name: string): unknown {
  return (typeof source === 'object' && source !== null) || typeof source === 'function'
    ? (source as Data)[name]
    : undefined;
}

function serialise({ type, isSerialised }: LeafPlan, value: unknown): unknown {
  if (isSerialised(value)) return value;
  const serialised = type.serialize(value);
  if (serialised === null || serialised === undefined) {
    throw new Error(`${type.name}.serialize made nothing of a value.`);
  }
  return serialised;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined | null)?.then === 'function';
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && typeof (value as Iterable<unknown>)[Symbol.iterator] === 'function';
}
