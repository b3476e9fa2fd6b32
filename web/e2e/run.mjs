// Drives the page in a real browser against a running server: BASE_URL=http://127.0.0.1:8000 npm run e2e
//   CHROMIUM     the browser                       SCREENSHOTS  a folder for the picture of a failure
//   STEPS        which steps, as a regular expression
//   CLIP         a video that is uploaded          EXPORT       where the exported workflow is put
//   LOG_IN       name:password: the server asks for a log-in, and this viewer's is tried; otherwise it runs the demo workflow
//   EDITOR       name:password of an editor of that server
//   RESTARTS     who started this kills and starts the server when a line asks for it
//   CUSTOM_NODE  a node type of this build only: it is tried alone
import { openBrowser } from './browser.mjs';
import { accessSteps } from './steps/access.mjs';
import { addingSteps } from './steps/adding.mjs';
import { agreementSteps } from './steps/agreement.mjs';
import { builderSteps } from './steps/builder.mjs';
import { roomSteps } from './steps/canvas_room.mjs';
import { customNodeSteps } from './steps/custom_node.mjs';
import { demoSteps } from './steps/demo.mjs';
import { failedNodeSteps } from './steps/failed_node.mjs';
import { firstVisitSteps } from './steps/first_visit.mjs';
import { formSteps } from './steps/forms.mjs';
import { keyboardSteps } from './steps/keyboard.mjs';
import { loadSteps } from './steps/load.mjs';
import { logInSteps } from './steps/log_in.mjs';
import { logPanelSteps } from './steps/log_panel.mjs';
import { mistakeSteps } from './steps/mistakes.mjs';
import { ownWorkSteps } from './steps/own_work.mjs';
import { pageSteps } from './steps/pages.mjs';
import { pointSteps } from './steps/points.mjs';
import { restartSteps } from './steps/restart.mjs';
import { robustSteps } from './steps/robust.mjs';
import { runningSteps } from './steps/running.mjs';
import { slowNetworkSteps } from './steps/slow_network.mjs';
import { snapshotSteps } from './steps/snapshot.mjs';
import { versionSteps } from './steps/versions.mjs';
import { wallSteps } from './steps/wall.mjs';

const everything = [
  demoSteps, agreementSteps, builderSteps, formSteps, pointSteps, versionSteps, roomSteps, addingSteps, mistakeSteps, pageSteps, wallSteps, logPanelSteps, robustSteps, runningSteps, slowNetworkSteps, snapshotSteps, failedNodeSteps, ownWorkSteps, loadSteps, keyboardSteps, firstVisitSteps, accessSteps,
];
const chosen = process.env.LOG_IN ? [logInSteps] : process.env.RESTARTS ? [restartSteps] : process.env.CUSTOM_NODE ? [customNodeSteps] : everything;

const base = process.env.BASE_URL ?? 'http://127.0.0.1:8000';
const world = await openBrowser(base);
const steps = Object.assign({}, ...chosen.map((make) => make(world)));

// Each step needs the one before: after a failure the rest is not tried.
const only = process.env.STEPS === undefined ? null : new RegExp(process.env.STEPS);
const names = Object.keys(steps).filter((name) => only === null || only.test(name));
let passed = 0;
for (const name of names) {
  const begin = Date.now();
  try {
    await steps[name]();
  } catch (error) {
    console.log(`FAIL ${name}: ${error.message.split('\n').slice(0, 12).join(' ')}`);
    for (const complaint of world.complaints) console.log(`     console: ${complaint}`);
    if (process.env.SCREENSHOTS) await world.page.screenshot({ path: `${process.env.SCREENSHOTS}/e2e-failed.png` }).catch(() => undefined);
    break;
  }
  passed += 1;
  console.log(`ok   ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
}
await world.browser.close();
const failed = passed === names.length ? 0 : 1;
console.log(`${passed} passed, ${failed} failed, ${names.length - passed - failed} skipped`);
process.exitCode = failed;
