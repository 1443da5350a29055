import { runBff } from '../shared/server/run-bff.ts';
import { loadWebConfig } from './config.ts';
import { defineWeb } from './definition.ts';

await runBff('WEB', loadWebConfig, defineWeb);
