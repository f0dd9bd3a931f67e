// Entity refs, as Backstage compares them: in lower case.

export function refOf({ kind, metadata }) {
  return `${kind}:${metadata.namespace || 'default'}/${metadata.name}`.toLowerCase();
}

/** The parts of a ref that a person wrote, whose kind and namespace may be left out. */
export function partsOf(ref, defaultKind) {
  const [, kind, namespace, name] = /^(?:([^:]+):)?(?:([^/]+)\/)?(.+)$/.exec(ref);
  return { kind: kind ?? defaultKind, namespace: namespace ?? 'default', name };
}
