// The texts of the viewer's language. There is one so far.
import { en, type Texts } from './en';

export const t: Texts = en;
