// Every text of the page. A translation is another folder of the same shape; texts with a value in them are functions.
import { auth } from './en/auth';
import { builder } from './en/builder';
import { engine } from './en/engine';
import { pages } from './en/pages';

export const en = { ...pages, ...builder, ...engine, ...auth };

export type Texts = typeof en;
