import type { Session } from '@mmae/archive-server';
import { render } from 'preact';
import { get } from './api/client.ts';
import { App } from './app.tsx';
import { show } from './state/messages.ts';
import { tellName } from './state/editor-name.ts';
import { followLinks } from './state/router.ts';
import { isEditor, session } from './state/session.ts';
import './style/base.css';
import './style/samples.css';
import './style/pages.css';
import { followTheme } from './style/theme.ts';

followTheme();
followLinks();
render(<App />, document.getElementById('app')!);
try {
  session.value = await get<Session>('/api/session');
  if (isEditor.value) await tellName();
} catch (error) {
  show((error as Error).message, { isError: true });
}
