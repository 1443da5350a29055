import type { DatabaseSync } from 'node:sqlite';
import Type, { type TSchema } from 'typebox';
import type { MockApp } from '../kit/define-mock.ts';
import { notFound } from '../kit/problems.ts';
import { hashOrder } from '../kit/random.ts';
import { Ids, parseIds, ProblemSchema } from '../kit/schemas.ts';
import { avatar } from './avatar.ts';
import { Address, JSON_API, Profile, User } from './schemas.ts';
import { UserStore, type UserRecord } from './store.ts';

const config = { cacheControl: 'private, no-cache' };
const UserParams = Type.Object({ id: Type.String() });

/** Declares the users API, in JSON:API's shape and media type. */
export function routes(app: MockApp, db: DatabaseSync, service: { baseUrl(): string }): void {
  const store = new UserStore(db);

  const userOf = (id: string): UserRecord => {
    const user = store.byId(id);
    if (!user) throw notFound('user', id);
    return user;
  };

  const avatarUrl = ({ id, monogram }: UserRecord) =>
    monogram === null ? null : `${service.baseUrl()}/images/${id}.svg`;

  const toUser = (user: UserRecord): User => {
    const { id, name, email, locale, memberSince } = user;
    return {
      type: 'users',
      id,
      attributes: { name, email, locale, memberSince, avatarUrl: avatarUrl(user) },
    };
  };

  const toProfile = (user: UserRecord): Profile => {
    const { id, name } = user;
    return { type: 'profiles', id, attributes: { name, avatarUrl: avatarUrl(user) } };
  };

  app.get(
    '/users',
    {
      config,
      schema: {
        summary: 'Several users',
        operationId: 'usersByIds',
        querystring: Type.Object({ ids: Ids('users') }),
        response: answers(Type.Array(User)),
      },
    },
    ({ query }, reply) => {
      const users = store.byIds(parseIds(query.ids, 'ids')).map(toUser);
      reply.type(JSON_API);
      return { data: hashOrder(users, ({ id }) => id) };
    },
  );

  app.get(
    '/profiles',
    {
      config: { cacheControl: 'public, max-age=300' },
      schema: {
        summary: 'What everybody may know of several users',
        operationId: 'profilesByIds',
        querystring: Type.Object({ ids: Ids('users') }),
        response: answers(Type.Array(Profile)),
      },
    },
    ({ query }, reply) => {
      const profiles = store.byIds(parseIds(query.ids, 'ids')).map(toProfile);
      reply.type(JSON_API);
      return { data: hashOrder(profiles, ({ id }) => id) };
    },
  );

  app.get(
    '/users/:id',
    {
      config,
      schema: { summary: 'One user', operationId: 'user', params: UserParams, response: answers(User) },
    },
    ({ params }, reply) => {
      reply.type(JSON_API);
      return { data: toUser(userOf(params.id)) };
    },
  );

  app.get(
    '/users/:id/addresses',
    {
      config,
      schema: {
        summary: 'The addresses of one user, the default one first',
        operationId: 'addresses',
        params: UserParams,
        response: answers(Type.Array(Address)),
      },
    },
    ({ params }, reply) => {
      reply.type(JSON_API);
      return { data: store.addresses(userOf(params.id).id) };
    },
  );

  app.get(
    '/images/:file',
    {
      config: { cacheControl: 'public, max-age=31536000, immutable' },
      schema: {
        summary: 'The avatar of one user',
        operationId: 'avatar',
        params: Type.Object({ file: Type.String() }),
        response: { 200: { content: { 'image/svg+xml': { schema: Type.String() } } }, '4xx': ProblemSchema },
      },
    },
    ({ params: { file } }, reply) => {
      const id = /^(.+)\.svg$/.exec(file)?.[1] ?? '';
      const { monogram } = store.byId(id) ?? {};
      if (!monogram) throw notFound('image', file);
      reply.type('image/svg+xml');
      return avatar(id, monogram);
    },
  );
}

const answers = <Data extends TSchema>(Data: Data) => ({
  200: { description: 'OK', content: { [JSON_API]: { schema: Type.Object({ data: Data }) } } },
  '4xx': ProblemSchema,
});
