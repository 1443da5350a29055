import { defineMobile } from '../bff-mobile/definition.ts';
import { defineWeb } from '../bff-web/definition.ts';
import type { BffDefinition } from '../shared/server/create-bff.ts';

/** Every client type there is, with its folder. */
export const clients: readonly { readonly folder: string; readonly define: () => Promise<BffDefinition> }[] =
  [
    { folder: 'bff-web', define: defineWeb },
    { folder: 'bff-mobile', define: defineMobile },
  ];
