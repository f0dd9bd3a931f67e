// Reads entities as JSON lines and answers each with one line: "ok", or what the catalog says.
// The checks and their order are those of the catalog's processing: envelope, fields, kind, and
// then the references that the processor of the built-in kinds reads.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const require = createRequire(process.argv[2] + '/');
const model = require('@backstage/catalog-model');

const policy = model.EntityPolicies.allOf([
  new model.SchemaValidEntityPolicy(),
  new model.DefaultNamespaceEntityPolicy(),
  new model.NoForeignRootFieldsEntityPolicy(),
  new model.FieldFormatEntityPolicy(),
]);
const kinds = [
  model.apiEntityV1alpha1Validator,
  model.componentEntityV1alpha1Validator,
  model.domainEntityV1alpha1Validator,
  model.groupEntityV1alpha1Validator,
  model.locationEntityV1alpha1Validator,
  model.resourceEntityV1alpha1Validator,
  model.systemEntityV1alpha1Validator,
  model.userEntityV1alpha1Validator,
];
const references = {
  Component: {
    owner: 'Group', subcomponentOf: 'Component', providesApis: 'API', consumesApis: 'API',
    dependsOn: undefined, dependencyOf: undefined, system: 'System',
  },
  API: { owner: 'Group', system: 'System' },
  Resource: { owner: 'Group', dependsOn: undefined, dependencyOf: undefined, system: 'System' },
  User: { memberOf: 'Group' },
  Group: { parent: 'Group', children: 'Group', members: 'User' },
  System: { owner: 'Group', domain: 'Domain' },
  Domain: { owner: 'Group', subdomainOf: 'Domain' },
};

async function judge(entity) {
  const accepted = await policy.enforce(entity);
  let known = false;
  for (const kind of kinds) {
    known = (await kind.check(accepted)) || known;
  }
  if (!known) throw new Error(`no processor knows ${accepted.kind}`);
  for (const [field, defaultKind] of Object.entries(references[accepted.kind] ?? {})) {
    const targets = accepted.spec[field];
    for (const target of targets ? [targets].flat() : []) {
      model.parseEntityRef(target, { defaultKind, defaultNamespace: accepted.metadata.namespace });
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer = 'ok';
  try {
    await judge(JSON.parse(line));
  } catch (error) {
    answer = `no: ${error.message}`;
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
