import { adviseOn, appReleases } from '../../app-versions.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

export const appConfigResolvers: Resolvers = {
  Query: {
    appConfig: (_root, { platform, version }) => adviseOn(version, appReleases[platform]),
  },
};
