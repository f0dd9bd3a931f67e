// The backend itself: the plugins that read a catalog and serve TechDocs, and no other.
// Its packages are those of the working folder.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const backend = require('@backstage/backend-defaults').createBackend();
for (const plugin of [
  'catalog-backend',
  'catalog-backend-module-logs',
  'catalog-backend-module-unprocessed',
  'catalog-backend-module-scaffolder-entity-model',
  'techdocs-backend',
]) {
  backend.add(require(`@backstage/plugin-${plugin}`).default);
}
backend.start();
