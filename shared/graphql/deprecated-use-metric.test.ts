import { expect, it } from 'vitest';
import { createMetrics } from '../telemetry/metrics.ts';
import { countDeprecatedUse } from './deprecated-use-metric.ts';

it('the metric counts what is asked for, by field, client and version, and makes one of all that are not known', async () => {
  const metrics = createMetrics();
  const count = countDeprecatedUse(metrics, { clients: ['storefront-ios'], versions: ['5.2.0', '5.9.9'] });

  count({ name: 'storefront-ios', version: '5.2.0' }, ['Card.onSale', 'Query.home(first:)']);
  count({ name: 'storefront-ios', version: '5.2.0' }, ['Card.onSale']);
  count({ name: 'storefront-ios', version: '5.2.0" evil="1' }, ['Card.onSale']);
  count({ name: 'curl', version: '5.9.9' }, ['Card.onSale']);
  count({ name: undefined, version: undefined }, ['Card.onSale']);
  count({ name: 'storefront-ios', version: '5.9.9' }, []);

  const { text } = await metrics.expose();
  expect(text.split('\n').filter((line) => line.startsWith('operations_deprecated_use_total'))).toEqual([
    'operations_deprecated_use_total{field="Card.onSale",client="storefront-ios",version="5.2.0"} 2',
    'operations_deprecated_use_total{field="Query.home(first:)",client="storefront-ios",version="5.2.0"} 1',
    'operations_deprecated_use_total{field="Card.onSale",client="storefront-ios",version="other"} 1',
    'operations_deprecated_use_total{field="Card.onSale",client="other",version="5.9.9"} 1',
    'operations_deprecated_use_total{field="Card.onSale",client="other",version="other"} 1',
  ]);
});
