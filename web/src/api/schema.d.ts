// Made by "npm run gen:api" from the server's OpenAPI document. Do not edit.
export interface paths {
    "/api/workflow-builder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stored workflows */
        get: operations["listWorkflows"];
        put?: never;
        /**
         * Stores a workflow
         * @description Models need not be there yet; everything else about the document must be right.
         */
        post: operations["createWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * One workflow with its document
         * @description The document is given as it was stored, so that it can be edited: credentials in its sources included.
         */
        get: operations["getWorkflow"];
        /**
         * Stores a new version
         * @description A run that goes on keeps its version; the new one is used at the next start.
         */
        put: operations["updateWorkflow"];
        post?: never;
        /** Removes a workflow; a running one is stopped first */
        delete: operations["deleteWorkflow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything that is wrong with a workflow, without storing it */
        post: operations["validateWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/node-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The node types of this build, with a JSON schema of their options */
        get: operations["listNodeTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/execute": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a workflow */
        post: operations["executeWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a workflow within a second */
        post: operations["stopWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/stop-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops everything that runs */
        post: operations["stopAllWorkflows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What every workflow does */
        get: operations["listStatuses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** What one workflow does */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What every stage costs, over a sliding window */
        get: operations["getPerformance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/performance/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to measure anew */
        post: operations["resetPerformance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ws/xray/{workflow}/{node}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A running workflow's id */
                workflow: components["parameters"]["workflow"];
                /** @description The id of an xray_view node in it */
                node: components["parameters"]["node"];
            };
            cookie?: never;
        };
        /**
         * WebSocket: the newest picture of an X-RAY view, whenever the last was taken
         * @description Each message is binary: a 4-byte little-endian header length, a JSON header (seq, pts_ms, capture and encode times, size, codec, quality, detections), then the payload. Closed with 1000 when the workflow was stopped or has finished, 1011 when it failed, 1012 when it starts again (connect again), 1001 when the server stops.
         */
        get: operations["watchXray"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ws/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * WebSocket: states and performance twice a second
         * @description Each message is JSON text as in the schema StatusMessage.
         */
        get: operations["watchStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/xray/{workflow}/{node}.mjpeg": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A running workflow's id */
                workflow: components["parameters"]["workflow"];
                /** @description The id of an xray_view node in it */
                node: components["parameters"]["node"];
            };
            cookie?: never;
        };
        /** The newest pictures as motion JPEG, until the workflow ends */
        get: operations["streamXray"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/xray/{workflow}/{node}.jpg": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A running workflow's id */
                workflow: components["parameters"]["workflow"];
                /** @description The id of an xray_view node in it */
                node: components["parameters"]["node"];
            };
            cookie?: never;
        };
        /** The newest picture; waits up to 2 s for a fresh one */
        get: operations["getXray"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What models can run on, and what they really run on */
        get: operations["listDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The models on disk and those that can be had */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What workflows have noticed; nothing makes events yet */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The machine's load and who is watching */
        get: operations["getSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The engine and its store answer */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is measured, for Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description What happened and what to do */
            detail: string;
            /** @enum {string} */
            code: "invalid_argument" | "not_found" | "already_exists" | "failed_precondition" | "permission_denied" | "resource_exhausted" | "unavailable" | "deadline_exceeded" | "cancelled" | "unsupported" | "data_loss" | "internal";
            /** @description Where in the document or request, e.g. nodes.detect.confidence */
            place?: string;
        };
        WorkflowProblem: {
            problems: components["schemas"]["Finding"][];
        } & components["schemas"]["Problem"];
        Finding: {
            place: string;
            message: string;
            /** @enum {string} */
            severity: "error" | "warning";
        };
        Validation: {
            /** @description No errors; warnings may be there */
            valid: boolean;
            problems: components["schemas"]["Finding"][];
        };
        Done: {
            /** @constant */
            status: "ok";
        };
        Ready: {
            /** @constant */
            status: "ready";
            notices: components["schemas"]["Notice"][];
        };
        /** @description What concerns the process as a whole: store, descriptors, log, leaks */
        Notice: {
            topic: string;
            /** @enum {string} */
            severity: "info" | "warning" | "error";
            message: string;
        };
        Health: {
            /** @constant */
            status: "ok";
            version: string;
        };
        /** @enum {string} */
        RunState: "stopped" | "starting" | "running" | "restarting" | "stopping" | "finished" | "failed";
        Workflow: {
            name?: string;
            nodes: {
                [key: string]: {
                    type: string;
                };
            };
            edges?: string[];
            /** @description Where the builder drew the nodes; kept, never looked at */
            layout?: unknown;
        };
        WorkflowSummary: {
            id: string;
            name: string;
            version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            state: components["schemas"]["RunState"];
        };
        WorkflowRecord: {
            workflow: components["schemas"]["Workflow"];
        } & components["schemas"]["WorkflowSummary"];
        WorkflowList: {
            workflows: components["schemas"]["WorkflowSummary"][];
        };
        StartOptions: {
            /** @enum {string|null} */
            preset?: "max-fps" | "balanced" | "max-accuracy" | null;
            /** @description node.option (or type.option for all nodes of a type) to value, laid over the preset, e.g. {"model.model": "centernet-mb3"} */
            set?: {
                [key: string]: string | number | boolean;
            };
        };
        NodeStatus: {
            id: string;
            type: string;
            /** @enum {string} */
            health: "ok" | "warning" | "retrying" | "failed";
            /** @description What happened and what comes next; empty when all is well */
            message: string;
            /** @description device, decoder, model … */
            facts: {
                [key: string]: string;
            };
        };
        EdgeStatus: {
            from: string;
            to: string;
            depth: number;
            capacity: number;
            /** @enum {string} */
            policy: "latest" | "drop_oldest" | "block";
            packets: number;
            drops: number;
        };
        WorkflowStatus: {
            id: string;
            name: string;
            state: components["schemas"]["RunState"];
            /** @description Why it failed or starts again */
            message: string;
            /** Format: date-time */
            started_at: string | null;
            uptime_s: number;
            restarts: number;
            /** @description That the last start used */
            preset: string | null;
            next_retry_ms: number | null;
            nodes: components["schemas"]["NodeStatus"][];
            edges: components["schemas"]["EdgeStatus"][];
            /** @description Frames that wait in queues and pictures held for viewers */
            held_bytes: number;
        };
        WorkflowStatuses: {
            workflows: components["schemas"]["WorkflowStatus"][];
            notices: components["schemas"]["Notice"][];
        };
        StatusMessage: {
            performance: components["schemas"]["Performance"];
        } & components["schemas"]["WorkflowStatuses"];
        Timing: {
            /** @enum {string} */
            kind: "work" | "wait";
            count: number;
            avg_ms: number;
            p50_ms: number;
            p95_ms: number;
            p99_ms: number;
            max_ms: number;
        };
        Sizes: {
            count: number;
            avg: number;
            p50: number;
            p95: number;
            p99: number;
            max: number;
        };
        Bottleneck: {
            operation: string;
            avg_ms: number;
            /** @description Of the summed average time of all stages */
            share: number;
        };
        Drop: {
            /** @description An edge (camera -> detect) or a node */
            where: string;
            /** @enum {string} */
            reason: "queue_full" | "rate_limit" | "corrupt" | "late" | "deadline" | "storage_full" | "unknown";
            count: number;
        };
        NodePerformance: {
            fps: number;
            frames: number;
            operations: {
                [key: string]: components["schemas"]["Timing"];
            };
        };
        Snapshot: {
            /** @description Model results per second, carried-over ones included */
            current_fps: number;
            inference_fps: number;
            frames: {
                in: number;
                out: number;
                skipped: number;
            };
            /** @description Stages in the order of the frame's path, then waits */
            operations: {
                [key: string]: components["schemas"]["Timing"];
            };
            bottlenecks: components["schemas"]["Bottleneck"][];
            total_latency: components["schemas"]["Timing"];
            unaccounted: components["schemas"]["Timing"];
            /** @description Of the total latency: what stages and waits explain */
            explained_share: number;
            picture_bytes: components["schemas"]["Sizes"];
            drops: components["schemas"]["Drop"][];
            /** @description Left out in /api/ws/status */
            nodes?: {
                [key: string]: components["schemas"]["NodePerformance"];
            };
        };
        Performance: {
            workflows?: {
                [key: string]: components["schemas"]["Snapshot"];
            };
        } & components["schemas"]["Snapshot"];
        /** @enum {string} */
        PortType: "frame" | "detections" | "event";
        NodeTypes: {
            node_types: components["schemas"]["NodeType"][];
        };
        NodeType: {
            type: string;
            title: string;
            category: string;
            doc: string;
            inputs: components["schemas"]["Port"][];
            outputs: components["schemas"]["Port"][];
            options: components["schemas"]["Option"][];
            /** @description JSON Schema of the options */
            schema: Record<string, never>;
        };
        Port: {
            name: string;
            type: components["schemas"]["PortType"];
            doc: string;
            /** @enum {string} */
            policy?: "latest" | "drop_oldest" | "block";
            capacity?: number;
            many?: boolean;
            required?: boolean;
        };
        Option: {
            name: string;
            /** @enum {string} */
            type: "text" | "integer" | "number" | "percent" | "fraction" | "flag" | "choice" | "text_list" | "source" | "model" | "file_path";
            doc: string;
            default: unknown;
            min?: number;
            max?: number;
            unit?: string;
            choices?: string[];
            required: boolean;
            /** @description May change while the node runs */
            live: boolean;
            advanced: boolean;
        };
        Devices: {
            devices: {
                /** @enum {string} */
                kind: "auto" | "cuda" | "tensorrt" | "mps" | "openvino" | "cpu";
                name: string;
                available: boolean;
                /** @description Why not */
                reason: string;
            }[];
            default: string;
            /** @description Execution truth: what really runs, as the runtime reports it */
            loaded: {
                model: string;
                device?: string;
                precision: string;
                runtime?: string;
                sessions?: number;
                threads_per_session?: number;
                streams?: number;
                providers: {
                    provider: string;
                    nodes: number;
                }[];
            }[];
        };
        Models: {
            default: string;
            installed: {
                name: string;
                path: string;
                file_bytes: number;
                family: string | null;
                licence: string | null;
            }[];
            catalogue: {
                name: string;
                family: string;
                task: string;
                source: string;
                licence: string;
                input_size: number;
                parameters_millions: number;
                file_bytes: number;
                how_to_get: string;
                installed: boolean;
            }[];
        };
        Events: {
            events: Record<string, never>[];
        };
        System: {
            version: string;
            cpu: {
                /** @description All cores together, 0 to 100 */
                percent: number;
                core_percent: number[];
                load_average: number[];
            };
            memory: {
                total_bytes: number;
                available_bytes: number;
            };
            gpus: {
                name: string;
                utilisation_percent: number | null;
                memory_total_bytes: number;
                memory_used_bytes: number;
                temperature_celsius: number | null;
            }[];
            process: {
                /** @description 100 is one core fully used */
                cpu_percent: number;
                cpu_seconds: number;
                resident_bytes: number;
                virtual_bytes: number;
                threads: number;
                open_fds: number;
                fds_max: number;
            };
            views: {
                workflow: string;
                node: string;
                viewers: number;
            }[];
        };
    };
    responses: {
        /** @description It failed */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The document is wrong */
        WorkflowProblem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["WorkflowProblem"];
            };
        };
    };
    parameters: {
        /** @description A workflow's id */
        id: string;
        /** @description A running workflow's id */
        workflow: string;
        /** @description The id of an xray_view node in it */
        node: string;
    };
    requestBodies: {
        Workflow: {
            content: {
                "application/json": components["schemas"]["Workflow"];
                "application/yaml": string;
            };
        };
    };
    headers: {
        /** @description The version in quotes, for If-Match */
        ETag: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listWorkflows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createWorkflow: {
        parameters: {
            query?: {
                /** @description Made from the name when it is left out */
                id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Workflow"];
        responses: {
            /** @description Stored */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    /** @description The new workflow's address */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRecord"];
                };
            };
            409: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["WorkflowProblem"];
            default: components["responses"]["Problem"];
        };
    };
    getWorkflow: {
        parameters: {
            query?: {
                /** @description yaml: the document alone */
                format?: "json" | "yaml";
            };
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workflow */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRecord"];
                    "application/yaml": string;
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    updateWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was edited, as ETag gave it: 412 when somebody else stored another since */
                "If-Match"?: string;
            };
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Workflow"];
        responses: {
            /** @description Stored */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRecord"];
                };
            };
            404: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["WorkflowProblem"];
            default: components["responses"]["Problem"];
        };
    };
    deleteWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    validateWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Workflow"];
        responses: {
            /** @description The findings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Validation"];
                };
            };
            415: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listNodeTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeTypes"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    executeWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartOptions"];
            };
        };
        responses: {
            /** @description Started */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowStatus"];
                };
            };
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stopWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stopped */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowStatus"];
                };
            };
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    stopAllWorkflows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listStatuses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowStatuses"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its status */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowStatus"];
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getPerformance: {
        parameters: {
            query?: {
                /** @description Of this workflow alone */
                workflow?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All workflows in sum and each by itself under `workflows`, or the one that was asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Performance"];
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    resetPerformance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    watchXray: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A running workflow's id */
                workflow: components["parameters"]["workflow"];
                /** @description The id of an xray_view node in it */
                node: components["parameters"]["node"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pictures follow */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["Problem"];
            426: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    watchStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Messages follow */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            426: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    streamXray: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A running workflow's id */
                workflow: components["parameters"]["workflow"];
                /** @description The id of an xray_view node in it */
                node: components["parameters"]["node"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Parts with X-Sequence and X-Capture-Unix-Us headers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "multipart/x-mixed-replace": unknown;
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getXray: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A running workflow's id */
                workflow: components["parameters"]["workflow"];
                /** @description The id of an xray_view node in it */
                node: components["parameters"]["node"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A picture */
            200: {
                headers: {
                    /** @description Number of the frame in its source */
                    "X-Sequence"?: number;
                    /** @description When it was captured, microseconds since 1970 */
                    "X-Capture-Unix-Us"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
            404: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Devices and loaded models */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Devices"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Both */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Models"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Events"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSystem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The load since the last question */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Exposition format 0.0.4 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
