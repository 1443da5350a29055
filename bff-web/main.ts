import { runBff } from '../shared/process/run-bff.ts';
import { loadWebConfig } from './config.ts';

await runBff({
  name: 'bff-web',
  prefix: 'WEB',
  loadConfig: loadWebConfig,
  define: async ({ SITE_URL }) => (await import('./definition.ts')).defineWeb(SITE_URL),
});
