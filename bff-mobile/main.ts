import { runBff } from '../shared/server/run-bff.ts';
import { loadMobileConfig } from './config.ts';
import { defineMobile } from './definition.ts';

await runBff('MOBILE', loadMobileConfig, defineMobile);
