import { expect, test } from 'vitest';
import { readRoute, writeRoute, type Route } from './route';

test.each<Route>([{ page: 'home' }, { page: 'builder', id: 'front-door' }, { page: 'wall', focus: '' }, { page: 'wall', focus: 'door:view' }, { page: 'models' }])(
  '%j is written and read', (route) => expect(readRoute(writeRoute(route))).toEqual(route),
);

test.each(['#/nowhere', '#/w/', '#/w/Upper', '#/%E0%A4%A'])('%s is unknown', (hash) => expect(readRoute(hash)).toEqual({ page: 'unknown' }));

test('no address is home', () => expect(readRoute('')).toEqual({ page: 'home' }));
