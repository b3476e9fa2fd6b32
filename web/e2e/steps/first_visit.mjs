// A server with nothing on it: what a first visitor sees, and how soon boxes move.
import assert from 'node:assert/strict';
import { picturesDiffer } from '../picture.mjs';

export function firstVisitSteps({ base, page, patienceMs }) {
  return {
    'from a first visit to moving boxes it is two clicks at most': async () => {
      await page.goto(`${base}/#/`);
      await page.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor();
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await page.getByRole('link', { name: 'Open Demo' }).waitFor();
      const { workflows } = await (await page.request.get(`${base}/api/workflow-builder`)).json();
      // The oldest one that was begun in the builder is compared with its export afterwards.
      const kept = workflows.find(({ id }) => id.startsWith('new-workflow'))?.id;
      for (const { id } of workflows.filter((each) => each.id !== kept)) {
        const gone = await page.request.delete(`${base}/api/workflow-builder/${id}`, { headers: { Origin: base } });
        assert.ok(gone.ok(), await gone.text());
      }
      const document = kept === undefined ? null : await (await page.request.get(`${base}/api/workflow-builder/${kept}?format=yaml`)).text();
      if (document !== null) await page.request.delete(`${base}/api/workflow-builder/${kept}`, { headers: { Origin: base } });
      await page.getByRole('heading', { name: 'See live what your model sees' }).waitFor();
      const begin = Date.now();
      await page.getByRole('button', { name: 'Try it with the sample video' }).click();
      await page.locator('.node [data-xray="picture"]').waitFor();
      assert.ok(await picturesDiffer(page, patienceMs), 'the picture did not change');
      console.log(`     boxes moved ${((Date.now() - begin) / 1000).toFixed(1)} s after the first click`);
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      if (document !== null) await page.request.post(`${base}/api/workflow-builder?id=${kept}`, { headers: { Origin: base, 'Content-Type': 'application/yaml' }, data: document });
    },
  };
}
