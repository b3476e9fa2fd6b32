// What the steps do beside the page: workflows made, run and taken away over the API.
import assert from 'node:assert/strict';

export function serverApi(base, page) {
  const address = `${base}/api/workflow-builder`;
  const headers = { Origin: base };
  const ask = async (method, path, body, type = 'application/json') => {
    const response = await page.request.fetch(`${address}${path}`, { method, headers: { ...headers, 'Content-Type': type }, ...(body === undefined ? {} : { data: body }) });
    return { status: response.status(), text: await response.text() };
  };
  return {
    /** Makes it anew, whatever is there. */
    async create(id, yaml) {
      await ask('DELETE', `/${id}`);
      const { status, text } = await ask('POST', `?id=${id}`, yaml, 'application/yaml');
      assert.equal(status, 201, text);
    },
    async run(id) {
      const { status, text } = await ask('POST', `/${id}/execute`, '{}');
      assert.equal(status, 200, text);
    },
    /** With a preset, for one. */
    start: (id, options) => ask('POST', `/${id}/execute`, JSON.stringify(options)),
    stop: (id) => ask('POST', `/${id}/stop`),
    remove: (id) => ask('DELETE', `/${id}`),
    json: async (path) => JSON.parse((await ask('GET', path)).text),
    yaml: async (id) => (await ask('GET', `/${id}?format=yaml`)).text,
    status: async (path) => (await ask('GET', path)).status,
  };
}

export function patternYaml(name, source) {
  return `name: ${name}\nnodes:\n  camera:\n    type: video_input\n    source: ${JSON.stringify(source)}\n  view:\n    type: xray_view\nedges:\n  - camera -> view\n`;
}
