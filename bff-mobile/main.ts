import { runBff } from '../shared/process/run-bff.ts';
import { loadMobileConfig } from './config.ts';

await runBff({
  name: 'bff-mobile',
  prefix: 'MOBILE',
  loadConfig: loadMobileConfig,
  define: async () => (await import('./definition.ts')).defineMobile(),
});
