// Addresses of the page. They live behind '#', so that every server path shows the page and a reload stays where it was.
export type Route =
  | { page: 'home' }
  | { page: 'builder'; id: string }
  | { page: 'wall'; focus: string }
  | { page: 'models' }
  | { page: 'devices' }
  | { page: 'settings' }
  | { page: 'unknown' };

const plainPages = ['wall', 'models', 'devices', 'settings'] as const;
const idPattern = /^[a-z0-9-]{1,64}$/;

export function readRoute(hash: string): Route {
  const [page = '', detail = ''] = decode(hash.replace(/^#?\/?/, '')).split('/');
  if (page === '') return { page: 'home' };
  if (page === 'w' && idPattern.test(detail)) return { page: 'builder', id: detail };
  const plain = plainPages.find((each) => each === page);
  if (plain === undefined) return { page: 'unknown' };
  return plain === 'wall' ? { page: 'wall', focus: detail } : { page: plain };
}

export function writeRoute(route: Route): string {
  if (route.page === 'builder') return `#/w/${route.id}`;
  if (route.page === 'wall') return route.focus === '' ? '#/wall' : `#/wall/${route.focus}`;
  return route.page === 'home' || route.page === 'unknown' ? '#/' : `#/${route.page}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
