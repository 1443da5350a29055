import { describe, expect, it, vi } from 'vitest';
import { aUser, down, executeWeb, unavailable } from '../../testing.ts';

const asAda = { headers: { 'x-customer-id': 'u-1' } };

const home = {
  id: 'a-1',
  label: 'Home',
  recipient: 'Ada Lovelace',
  lines: ['12 Analytical Row'],
  postalCode: 'NW1 4AA',
  city: 'London',
  country: 'GB',
  isDefault: true,
};

it('an account is shown to the customer whose it is', async () => {
  const usersByIds = vi.fn(async () => [aUser('u-1', { name: 'Ada' })]);
  const addresses = vi.fn(async () => [home]);

  const { data, errors } = await executeWeb(
    `{ customer(id: "u-1") {
      id name email memberSince avatarUrl
      addresses { id label recipient lines postalCode city country isDefault }
    } }`,
    { users: { usersByIds, addresses } },
    asAda,
  );

  expect(errors).toBeUndefined();
  expect(data.customer).toEqual({
    id: 'u-1',
    name: 'Ada',
    email: 'u-1@example.net',
    memberSince: '2023-11-14T09:21:48.000Z',
    avatarUrl: 'https://images.example/u-1.svg',
    addresses: [home],
  });
  expect(usersByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['u-1']);
  expect(addresses).toHaveBeenCalledExactlyOnceWith(expect.anything(), 'u-1');
});

describe('the account of somebody else', () => {
  it.each([
    ['UNAUTHENTICATED', 'nobody is signed in', {}],
    ['FORBIDDEN', 'another customer asks', { 'x-customer-id': 'u-2' }],
  ])('is refused with %s when %s, and no service is asked', async (code, _when, headers) => {
    const usersByIds = vi.fn(async () => [aUser('u-1')]);

    const { data, errors } = await executeWeb(
      '{ customer(id: "u-1") { email } }',
      { users: { usersByIds } },
      { headers },
    );

    expect(data).toEqual({ customer: null });
    expect(errors).toMatchObject([{ path: ['customer'], extensions: { code } }]);
    expect(usersByIds).not.toHaveBeenCalled();
  });
});

it('an account is null, without an error, when the account no longer exists', async () => {
  expect(
    await executeWeb('{ customer(id: "u-1") { name } }', { users: { usersByIds: async () => [] } }, asAda),
  ).toEqual({ data: { customer: null } });
});

it('an account loses its addresses alone when those cannot be had', async () => {
  const { data, errors } = await executeWeb(
    '{ customer(id: "u-1") { name addresses { city } } }',
    { users: { usersByIds: async () => [aUser('u-1', { name: 'Ada' })], addresses: down('users') } },
    asAda,
  );

  expect(data.customer).toEqual({ name: 'Ada', addresses: null });
  expect(errors).toEqual([unavailable('users', 'customer', 'addresses')]);
});
