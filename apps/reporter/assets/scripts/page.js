/* global document */
import { followSections } from './contents.js';
import { startMap } from './map.js';
import { fillMedia } from './media.js';

fillMedia(document);
followSections();
startMap();
