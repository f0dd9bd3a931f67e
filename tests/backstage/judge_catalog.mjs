// What is wrong with a catalog: what Backstage says, and what it passes over in silence.
import { refOf } from './refs.mjs';

const HARMLESS = /events backend not found|^backend\.baseUrl /;
const POINTER = / To learn more about catalog file format, visit: \S+$/;

export function judgeCatalog({ catalog, entities, unprocessed, log }) {
  const errors = [];
  const add = (entity, message, where) => {
    const said = catalog.relativized(message).replace(POINTER, '').trim();
    errors.push({ entity, message: said, ...(where && { where: catalog.relativized(where) }) });
  };
  const refs = new Set(entities.map(refOf));
  const failed = new Set(unprocessed.map(refOfUnprocessed));

  refused(unprocessed, add);
  flagged(entities, failed, add);
  logged(log, unprocessed, add);
  const places = written(catalog, add);
  if (catalog.isReadByUrl) {
    for (const [ref, file] of places) {
      if (!refs.has(ref) && !failed.has(ref)) {
        add(ref, 'in a file that Backstage read, but not in the catalog', file);
      }
    }
  }
  return { errors, dangling: danglingRelations(entities, refs) };
}

function refOfUnprocessed({ unprocessed_entity: entity, entity_ref: ref }) {
  return entity ? refOf(entity) : ref;
}

/** Entities that no pass could finish. */
function refused(unprocessed, add) {
  for (const item of unprocessed) {
    for (const { message } of item.errors) add(refOfUnprocessed(item), message, item.location_key);
  }
}

/** Entities that are in the catalog, with an error in their status. */
function flagged(entities, failed, add) {
  for (const entity of entities.filter(one => !failed.has(refOf(one)))) {
    for (const item of entity.status?.items ?? []) {
      const where = entity.metadata.annotations?.['backstage.io/managed-by-location'];
      if (item.level === 'error') add(refOf(entity), item.message, where);
    }
  }
}

/** What only the log tells: two files that claim one entity, an entry that cannot be read. */
function logged(log, unprocessed, add) {
  const known = new Set(unprocessed.flatMap(item => item.errors.map(error => error.message)));
  for (const line of log.split('\n')) {
    const entry = parsed(line);
    const isOurs = entry?.plugin === 'catalog' && ['warn', 'error'].includes(entry.level);
    if (!isOurs || HARMLESS.test(entry.message) || known.has(entry.message)) continue;
    known.add(entry.message);
    add(entry.entity ?? null, entry.message);
  }
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return null; // a line that is no record: the start of Node, a stack
  }
}

/** Where each entity is written; of one that is written twice Backstage keeps the last. */
function written(catalog, add) {
  const places = new Map();
  for (const [file, entity] of catalog.written()) {
    const ref = refOf(entity);
    if (!places.has(ref)) {
      places.set(ref, file);
      continue;
    }
    const both = `${places.get(ref)} and ${file}`;
    add(ref, `defined twice: ${both}; Backstage keeps one of them`, file);
  }
  return places;
}

/** Relations to what is not there; Backstage itself says nothing of them. */
function danglingRelations(entities, refs) {
  const found = [];
  for (const entity of entities) {
    for (const { type, targetRef } of entity.relations ?? []) {
      if (!refs.has(targetRef.toLowerCase())) {
        found.push({ source: refOf(entity), type, target: targetRef });
      }
    }
  }
  return found;
}
