// Made by "npm run gen:api" from the server's OpenAPI document. Do not edit.
export interface paths {
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a session: the answer sets its cookie
         * @description Failures are limited per address and per account. The answer to a wrong password is the same as that to an unknown user.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session; without one it does nothing */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and with which role */
        get: operations["getCaller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
         * @description Passwords in its sources are hidden (***); a document that is sent back with them hidden keeps them.
         */
        get: operations["getWorkflow"];
        /**
         * Stores a new version
         * @description A run that goes on keeps its version; the new one is used at the next start.
         */
        put: operations["updateWorkflow"];
        post?: never;
        /** Removes a workflow; a running one is stopped first. It can be brought back: /undelete */
        delete: operations["deleteWorkflow"];
        options?: never;
        head?: never;
        /** Changes name or description */
        patch: operations["renameWorkflow"];
        trace?: never;
    };
    "/api/workflow-builder/{id}/export.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** The document as a YAML file */
        get: operations["exportWorkflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/nodes/{node}/options": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
                /** @description The id of a node in it */
                node: components["parameters"]["workflowNode"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes options of a running node
         * @description Live options hold from the next frame on, without reopening anything; the others are named under `needs_restart` and left alone. Nothing is stored unless `save` is given: the status then says under `differs` where the run differs from the newest version. With one wrong value nothing changes.
         */
        patch: operations["setOptions"];
        trace?: never;
    };
    "/api/workflow-builder/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** The versions that are kept, newest first */
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
                /** @description 1, 2, 3 … */
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        /** One version with its document */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
                /** @description 1, 2, 3 … */
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stores an old version's document as the newest one */
        post: operations["restoreVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/duplicate": {
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
        /** Stores a copy under another name */
        post: operations["duplicateWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** Who keeps a draft, the newest first, without the documents */
        get: operations["listDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/draft": {
        parameters: {
            query?: {
                /** @description The browser or program that keeps the draft */
                keeper?: components["parameters"]["keeper"];
            };
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** What is being edited and was not stored */
        get: operations["getDraft"];
        /**
         * Keeps what is being edited, apart from the versions
         * @description The document need not be a workflow that would run; 1 MiB at most. Each keeper has one draft of a workflow; of more than 16 keepers the one that wrote longest ago loses its draft.
         */
        put: operations["putDraft"];
        post?: never;
        /** Throws the draft away */
        delete: operations["deleteDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/undelete": {
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
        /** Takes the last removed workflow of this id back, with its versions */
        post: operations["undeleteWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The removed workflows that can be brought back, the last removed first */
        get: operations["listTrash"];
        put?: never;
        post?: never;
        /** Forgets the removed workflows */
        delete: operations["emptyTrash"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Workflows to begin with */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tunings that a start may lay over a workflow, with what they change */
        get: operations["listPresets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workflow-builder/{id}/edges/{from}/{to}.jpg": {
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
         * The last frame that went over an edge, without boxes
         * @description The first look begins to keep frames and waits up to a second for one; ten seconds after the last look the edge keeps none and costs nothing.
         */
        get: operations["getEdgePicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Folders, videos and pictures below the media roots */
        get: operations["listMedia"];
        put?: never;
        post?: never;
        /** Removes a file of the first root */
        delete: operations["deleteMedia"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a file that comes in parts
         * @description Nothing is overwritten, and nothing is seen of the file before it is whole. At most 8 at a time; ten idle minutes end one.
         */
        post: operations["beginUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/uploads/{upload}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an upload is */
        get: operations["getUpload"];
        /** The next part, of at most part_bytes_max bytes */
        put: operations["appendUpload"];
        post?: never;
        /** Throws an upload away */
        delete: operations["cancelUpload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media/uploads/{upload}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the file its name */
        post: operations["finishUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a source, decodes one frame and closes it
         * @description Takes at most 10 s. A source that does not open is a 422 with the reason at the place `source`.
         */
        post: operations["testSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The webcams of this machine */
        get: operations["listCaptureDevices"];
        put?: never;
        post?: never;
        delete?: never;
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
         * @description Each message is binary: a 4-byte little-endian header length, a JSON header (seq, pts_ms, capture and encode times, size, codec, quality, rendition, detections), then the payload. A viewer that takes less than half of the pictures gets smaller ones (rendition `reduced`) until it keeps up; one that takes nothing for 20 s is cut off. Closed with 1000 when the workflow was stopped or has finished, 1011 when it failed, 1012 when it starts again (connect again), 1001 when the server stops.
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
         * @description Each message is JSON text as in the schema StatusMessage. What it says of performance is what /api/workflow-builder/performance says at that moment.
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
    "/api/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last lines of the log, kept in memory */
        get: operations["getLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ws/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * WebSocket: lines of the log as they come
         * @description Each message is JSON text as in the schema Log, at most four a second; of more lines than the limit the newest are sent.
         */
        get: operations["watchLog"];
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
    "/api/models/{name}/pull": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A name of the catalogue */
                name: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetches a model of the catalogue in the background
         * @description Two run at a time, others wait. How far it is stands in listModels. A pull that was cut goes on where it was.
         */
        post: operations["pullModel"];
        /** Gives up a pull that waits or runs */
        delete: operations["cancelPull"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{name}/measure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Measures how fast a model is on this machine
         * @description One picture at a time on all cores, for a second and a half, a slow model with warming up about ten seconds at most; the median is kept and shown by listModels. One measurement at a time: 409 while another goes on.
         */
        post: operations["measureModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One model with its labels, for those who choose
         * @description The first question loads the model, which may take a second; the answer is remembered while the file stays as it is.
         */
        get: operations["getModel"];
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
        Login: {
            user: string;
            /** Format: password */
            password: string;
        };
        Caller: {
            /**
             * @description open: nobody is asked for a log-in
             * @enum {string}
             */
            authentication: "open" | "session" | "token";
            /** @description The user, or the token's label */
            name: string | null;
            /** @enum {string} */
            role: "viewer" | "editor" | "admin";
        };
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
            /** @description In every 422 */
            errors?: components["schemas"]["FieldError"][];
            /** @description Of a conflict: the version that was edited */
            expected_version?: number;
            /** @description Of a conflict: the version that is stored */
            current_version?: number;
        };
        /** @description What a value may be, where it is known */
        Allowed: {
            /** @description An option's type */
            type?: string;
            min?: number;
            max?: number;
            unit?: string;
            choices?: string[];
            /** @description Names that there are */
            names?: string[];
        };
        FieldError: {
            /** @description nodes.detect.confidence, edges[2]; empty for the whole */
            place: string;
            message: string;
            allowed?: components["schemas"]["Allowed"];
        };
        WorkflowProblem: {
            /** @description Warnings included */
            problems: components["schemas"]["Finding"][];
        } & WithRequired<components["schemas"]["Problem"], "errors">;
        Finding: {
            place: string;
            message: string;
            /** @enum {string} */
            severity: "error" | "warning";
            allowed?: components["schemas"]["Allowed"];
        };
        Validation: {
            /** @description No errors; warnings may be there */
            valid: boolean;
            problems: components["schemas"]["Finding"][];
        };
        Done: {
            /** @enum {string} */
            status: "ok" | "ready";
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
            description?: string;
            nodes: {
                [key: string]: {
                    type: string;
                    /** @description Of the builder: position, comment; at most 16 KiB. Kept, never looked at */
                    ui?: {
                        [key: string]: unknown;
                    };
                } & {
                    [key: string]: unknown;
                };
            };
            edges?: string[];
            /** @description As ui, of earlier files */
            layout?: {
                [key: string]: unknown;
            };
            /** @description Of the builder: groups, comments, viewport; at most 256 KiB and 8 levels. Kept, never looked at, and no reason to start again */
            ui?: {
                [key: string]: unknown;
            };
        };
        Rename: {
            name?: string;
            description?: string;
        };
        Duplicate: {
            /** @description The old one and ' copy' when it is left out */
            name?: string;
            id?: string;
        };
        WorkflowVersions: {
            versions: {
                version: number;
                /** Format: date-time */
                created_at: string;
                /** @description Who stored it; empty where nobody is asked for a log-in */
                author: string;
            }[];
        };
        WorkflowVersion: {
            version: number;
            /** Format: date-time */
            created_at: string;
            /** @description Who stored it; empty where nobody is asked for a log-in */
            author: string;
            workflow: components["schemas"]["Workflow"];
        };
        DraftBody: {
            /** @description The version that is being edited */
            base_version: number;
            document: {
                [key: string]: unknown;
            };
        };
        DraftKept: {
            /** @description The browser or program that keeps it */
            keeper: string;
            /** @description Who was logged in there; empty where nobody is asked for a log-in */
            author: string;
            base_version: number;
            /** Format: date-time */
            updated_at: string;
        };
        Drafts: {
            drafts: components["schemas"]["DraftKept"][];
        };
        Draft: {
            document: {
                [key: string]: unknown;
            };
        } & components["schemas"]["DraftKept"];
        Trash: {
            workflows: {
                id: string;
                name: string;
                version: number;
                /** Format: date-time */
                removed_at: string;
            }[];
        };
        Templates: {
            templates: {
                name: string;
                title: string;
                description: string;
                yaml: string;
                workflow: components["schemas"]["Workflow"];
            }[];
        };
        Presets: {
            presets: {
                name: string;
                doc: string;
                changes: {
                    node_type: string;
                    option: string;
                    value: unknown;
                }[];
            }[];
        };
        OptionsOutcome: {
            workflow: string;
            node: string;
            /** @description Hold from the next frame on */
            applied: string[];
            /** @description The source waits for a frame and takes them with it */
            with_next_frame: string[];
            /** @description Not live: not applied */
            needs_restart: string[];
            /** @description As the node runs now, passwords masked */
            options: {
                [key: string]: unknown;
            } | null;
            saved: boolean;
            stored_version: number;
            differs: components["schemas"]["Differs"];
        };
        /** @description While it runs: where it differs from the newest stored version, e.g. nodes.detect.confidence, nodes.view, edges */
        Differs: string[];
        MediaListing: {
            /** @description Uploads go to the first */
            roots: string[];
            root: number;
            path: string;
            /** @description false: there are more entries than are given */
            complete: boolean;
            entries: {
                name: string;
                /** @enum {string} */
                kind: "folder" | "video" | "picture";
                bytes: number | null;
                /** Format: date-time */
                modified_at: string;
                /** @description What to write into a source option */
                source: string | null;
            }[];
        };
        MediaUploadBody: {
            /** @description Below the first root; a video or a picture by its ending */
            path: string;
            /** @description Of the whole file, at most 64 GiB */
            bytes: number;
        };
        MediaUpload: {
            id: string;
            path: string;
            bytes: number;
            /** @description The next part's offset */
            received: number;
            part_bytes_max: number;
        };
        SourceTest: {
            /** @description As video_input takes it */
            source: string;
            /**
             * @default tcp
             * @enum {string}
             */
            rtsp_transport: "tcp" | "udp";
            /**
             * @description Of the picture, at most
             * @default 640
             */
            width: number;
        };
        PixelSize: {
            width: number;
            height: number;
        };
        SourceProbe: {
            size: components["schemas"]["PixelSize"];
            fps: number | null;
            frames: number | null;
            live: boolean;
            /** @description Can be repeated with `loop` */
            seekable: boolean;
            codec: string;
            decoder: string;
            open_ms: number;
            /** @description From open to the first frame */
            first_frame_ms: number;
            picture: components["schemas"]["PixelSize"];
            /** @description The first frame */
            jpeg_base64: string;
        };
        CaptureDevices: {
            devices: {
                /** @description /dev/video0 */
                source: string;
                name: string;
            }[];
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
            /** @description While it retries: from now until the next try, 0 while it tries */
            next_retry_ms: number | null;
            /** @description device, decoder, model … */
            facts: {
                [key: string]: string;
            };
            /** @description Only in /api/ws/status */
            performance?: components["schemas"]["NodeWork"] | null;
        };
        EdgeStatus: {
            from: string;
            to: string;
            depth: number;
            capacity: number;
            /** @enum {string} */
            policy: "latest" | "drop_oldest" | "block";
            packets: number;
            /** @description Packets a second, over the last 2 to 3 s */
            rate: number;
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
            /** @description That the last start used */
            version: number | null;
            /** @description The newest */
            stored_version: number;
            differs: components["schemas"]["Differs"];
            /** @description What runs at those places under `differs` that are options, e.g. {"nodes.detect.confidence": 0.3}; null for the default, passwords masked */
            running: {
                [key: string]: unknown;
            };
            /** @description While it restarts: from now until the next start */
            next_retry_ms: number | null;
            nodes: components["schemas"]["NodeStatus"][];
            edges: components["schemas"]["EdgeStatus"][];
            /** @description Frames that wait in queues and pictures held for viewers */
            held_bytes: number;
        };
        /** @description What concerns the process as a whole: descriptors, memory that grows on and on */
        Notice: {
            topic: string;
            /** @enum {string} */
            severity: "info" | "warning" | "error";
            message: string;
        };
        WorkflowStatuses: {
            as_of_us: components["schemas"]["AsOf"];
            workflows: components["schemas"]["WorkflowStatus"][];
            notices: components["schemas"]["Notice"][];
        };
        /** @description When the states were read, in microseconds of a clock of the server that never goes back: of two answers, the one with the larger number is the newer */
        AsOf: number;
        StatusMessage: {
            as_of_us: components["schemas"]["AsOf"];
            workflows: components["schemas"]["WorkflowStatus"][];
            notices: components["schemas"]["Notice"][];
            performance: components["schemas"]["Performance"];
        };
        NodeWork: {
            fps: number;
            frames: number;
            /** @description Sum of the averages of its work stages */
            work_ms: number;
            /** @description The costliest of them */
            operation: string | null;
            /** @description Of that operation */
            p50_ms: number | null;
            p95_ms: number | null;
        };
        Log: {
            lines: {
                number: number;
                /** Format: date-time */
                time: string;
                /** @enum {string} */
                level: "debug" | "info" | "warning" | "error";
                text: string;
            }[];
            /** @description Number of the last line, whatever its level: the next `after` */
            newest: number;
        };
        ModelFacts: {
            name: string;
            path: string;
            file_bytes: number;
            /** @description How its outputs are read: yolov8, centernet … */
            head: string | null;
            /** @description Why it is not understood */
            problem: string | null;
            task: string;
            input: components["schemas"]["PixelSize"] | null;
            labels: string[];
            /** @description images 1x3x640x640 float32 */
            inputs: string[];
            outputs: string[];
            family: string | null;
            licence: string | null;
            parameters_millions: number | null;
        };
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
            /** @description Where it costs most; of a workflow that runs */
            node?: string;
            /** @description What would help and is not done yet; of a workflow that runs */
            helps?: {
                text: string;
                /** @description With option and value: what to set there */
                node?: string;
                option?: string;
                value?: unknown;
            }[];
        };
        Drop: {
            /** @description An edge (camera -> detect) or a node */
            where: string;
            /** @enum {string} */
            reason: "queue_full" | "rate_limit" | "corrupt" | "late" | "deadline" | "unknown";
            count: number;
        };
        NodePerformance: {
            fps: number;
            frames: number;
            operations: {
                [key: string]: components["schemas"]["Timing"];
            };
        };
        /** @description Intervals between pictures as they reached the first viewer */
        Delivery: {
            count: number;
            median_ms: number;
            /** @description Within 20 ms of their view's median */
            even_share: number;
            /** @description Longer than 1.5 times their view's median */
            late_share: number;
        };
        SuccessMetric: {
            /** @enum {string} */
            id: "fps" | "latency" | "frame_size" | "smooth" | "stutter" | "cpu_per_core" | "gpu";
            title: string;
            /** @description For a person */
            target: string;
            value: number | null;
            unit: string;
            /** @enum {string} */
            verdict: "met" | "missed" | "no_data" | "not_applicable";
            /** @description What would help; empty when there is nothing to say */
            advice: string;
        };
        SuccessMetrics: {
            met: number;
            measured: number;
            metrics: components["schemas"]["SuccessMetric"][];
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
            /** @description Of the total latency: what stages and waits explain; null while nothing was sent */
            explained_share: number | null;
            delivery: components["schemas"]["Delivery"];
            picture_bytes: components["schemas"]["Sizes"];
            drops: components["schemas"]["Drop"][];
            /** @description Left out in /api/ws/status */
            nodes?: {
                [key: string]: components["schemas"]["NodePerformance"];
            };
            /** @description Of one workflow, as in its status; not in /api/ws/status, where they stand in `workflows` */
            edges?: components["schemas"]["EdgeStatus"][];
            success_metrics: components["schemas"]["SuccessMetrics"];
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
            /** @description Further words that people search it by */
            keywords: string[];
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
            type: "text" | "integer" | "number" | "percent" | "fraction" | "flag" | "choice" | "text_list" | "class_list" | "source" | "model" | "file_path" | "points";
            doc: string;
            default: unknown;
            min?: number;
            max?: number;
            unit?: string;
            choices?: string[];
            /**
             * @description Of points: whether the last one is joined to the first
             * @enum {string}
             */
            shape?: "line" | "area";
            points_min?: number;
            points_max?: number;
            required: boolean;
            /** @description May change while the node runs */
            live: boolean;
            advanced: boolean;
            /** @description People slide it */
            slider?: boolean;
            step?: number;
            placeholder?: string;
            /** @description When to choose what */
            help?: string;
            /** @description Heading under which a form shows it */
            group?: string;
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
                /** @description What measureModel or `overwatch models list --measure` found for this very file */
                measured: components["schemas"]["MeasuredSpeed"] | null;
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
                note: string;
                can_pull: boolean;
                /** @description false: a pull needs sha256 or trust_first_use */
                sha256_known: boolean;
                installed: boolean;
            }[];
            /** @description The last pull of each model since the server started */
            pulls: components["schemas"]["Pull"][];
        };
        MeasuredSpeed: {
            /** @description That really ran it */
            device: string;
            /** @description Median milliseconds of one picture through the model alone */
            ms_p50: number;
            /** Format: date-time */
            date: string;
            /** @description Workflows ran meanwhile, so that it is slower than it could be */
            busy: boolean;
        };
        Pull: {
            name: string;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            bytes: number;
            /** @description 0: not known yet */
            total: number;
            error: string | null;
        };
        PullRequest: {
            /** @description The model's licence, where it is an AGPL */
            accept_licence?: string;
            sha256?: string;
            /** @description Where no sum is known: record the one of what comes */
            trust_first_use?: boolean;
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
        /** @description No valid log-in or token came with the request */
        LogIn: {
            headers: {
                /** @description Bearer */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller's role is not enough, or a page of another origin asks */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests of this client */
        TooMany: {
            headers: {
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
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
        /** @description The browser or program that keeps the draft */
        keeper: string;
        /** @description Only lines with a larger number */
        logAfter: number;
        /** @description Only lines that are at least so serious */
        logLevel: "debug" | "info" | "warning" | "error";
        /** @description Of more lines the newest */
        logLimit: number;
        /** @description The id of a node in it */
        workflowNode: string;
        /** @description 1, 2, 3 … */
        version: number;
        /** @description The version that was edited, as ETag gave it: 412 when somebody else stored another since */
        ifMatch: string;
        /** @description The same without a header: 409 then */
        expectedVersion: number;
        /** @description A running workflow's id */
        workflow: string;
        /** @description The id of an xray_view node in it */
        node: string;
    };
    requestBodies: {
        Workflow: {
            content: {
                "application/json": components["schemas"]["Workflow"];
                "application/yaml": components["schemas"]["Workflow"];
            };
        };
        /** @description Whatever somebody takes for a workflow */
        Document: {
            content: {
                "application/json": unknown;
                "application/yaml": unknown;
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
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Logged in */
            200: {
                headers: {
                    /** @description HttpOnly, SameSite=Strict, under TLS Secure */
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    getCaller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["WorkflowProblem"];
            429: components["responses"]["TooMany"];
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
                    "application/yaml": Record<string, never>;
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    updateWorkflow: {
        parameters: {
            query?: {
                /** @description The same without a header: 409 then */
                expected_version?: components["parameters"]["expectedVersion"];
            };
            header?: {
                /** @description The version that was edited, as ETag gave it: 412 when somebody else stored another since */
                "If-Match"?: components["parameters"]["ifMatch"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["WorkflowProblem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    renameWorkflow: {
        parameters: {
            query?: {
                /** @description The same without a header: 409 then */
                expected_version?: components["parameters"]["expectedVersion"];
            };
            header?: {
                /** @description The version that was edited, as ETag gave it: 412 when somebody else stored another since */
                "If-Match"?: components["parameters"]["ifMatch"];
            };
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rename"];
            };
        };
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            422: components["responses"]["WorkflowProblem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    exportWorkflow: {
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
            /** @description The document alone, the same bytes for the same document */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": Record<string, never>;
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    setOptions: {
        parameters: {
            query?: {
                /** @description Store the change as a new version too; allowed while the workflow is stopped */
                save?: boolean;
            };
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
                /** @description The id of a node in it */
                node: components["parameters"]["workflowNode"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description What became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionsOutcome"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["WorkflowProblem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    listVersions: {
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
            /** @description At most 100 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowVersions"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
                /** @description 1, 2, 3 … */
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowVersion"];
                    "application/yaml": Record<string, never>;
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    restoreVersion: {
        parameters: {
            query?: {
                /** @description The same without a header: 409 then */
                expected_version?: components["parameters"]["expectedVersion"];
            };
            header?: {
                /** @description The version that was edited, as ETag gave it: 412 when somebody else stored another since */
                "If-Match"?: components["parameters"]["ifMatch"];
            };
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
                /** @description 1, 2, 3 … */
                version: components["parameters"]["version"];
            };
            cookie?: never;
        };
        requestBody?: never;
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            412: components["responses"]["Problem"];
            422: components["responses"]["WorkflowProblem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    duplicateWorkflow: {
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
                "application/json": components["schemas"]["Duplicate"];
            };
        };
        responses: {
            /** @description Stored */
            201: {
                headers: {
                    /** @description The copy's address */
                    Location?: string;
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowRecord"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    listDrafts: {
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
            /** @description At most 16 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drafts"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    getDraft: {
        parameters: {
            query?: {
                /** @description The browser or program that keeps the draft */
                keeper?: components["parameters"]["keeper"];
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
            /** @description The draft */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    putDraft: {
        parameters: {
            query?: {
                /** @description The browser or program that keeps the draft */
                keeper?: components["parameters"]["keeper"];
            };
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description Kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftKept"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    deleteDraft: {
        parameters: {
            query?: {
                /** @description The browser or program that keeps the draft */
                keeper?: components["parameters"]["keeper"];
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
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    undeleteWorkflow: {
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    listTrash: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 50, for 30 days */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trash"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    emptyTrash: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Empty */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    listTemplates: {
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
                    "application/json": components["schemas"]["Templates"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    listPresets: {
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
                    "application/json": components["schemas"]["Presets"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    getEdgePicture: {
        parameters: {
            query?: {
                /** @description At most so many pixels wide */
                width?: number;
            };
            header?: never;
            path: {
                /** @description A workflow's id */
                id: components["parameters"]["id"];
                /** @description The node before */
                from: string;
                /** @description The node behind */
                to: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A small picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listMedia: {
        parameters: {
            query?: {
                /** @description Which of the roots */
                root?: number;
                /** @description Folder below it, with / between names */
                path?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 2,000 entries, folders first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaListing"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    deleteMedia: {
        parameters: {
            query: {
                /** @description The file below the first root */
                path: string;
            };
            header?: never;
            path?: never;
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    beginUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MediaUploadBody"];
            };
        };
        responses: {
            /** @description Send the parts */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaUpload"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As beginUpload gave it */
                upload: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaUpload"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    appendUpload: {
        parameters: {
            query?: {
                /** @description What was received so far */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description As beginUpload gave it */
                upload: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description How far it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaUpload"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    cancelUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As beginUpload gave it */
                upload: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    finishUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As beginUpload gave it */
                upload: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaUpload"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    testSource: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceTest"];
            };
        };
        responses: {
            /** @description What it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceProbe"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listCaptureDevices: {
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
                    "application/json": components["schemas"]["CaptureDevices"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
        requestBody: components["requestBodies"]["Document"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            415: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            426: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    watchStatus: {
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
            /** @description Messages follow */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            426: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    getLog: {
        parameters: {
            query?: {
                /** @description Only lines with a larger number */
                after?: components["parameters"]["logAfter"];
                /** @description Only lines that are at least so serious */
                level?: components["parameters"]["logLevel"];
                /** @description Of more lines the newest */
                limit?: components["parameters"]["logLimit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Log"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    watchLog: {
        parameters: {
            query?: {
                /** @description Only lines with a larger number */
                after?: components["parameters"]["logAfter"];
                /** @description Only lines that are at least so serious */
                level?: components["parameters"]["logLevel"];
                /** @description Of more lines the newest */
                limit?: components["parameters"]["logLimit"];
            };
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            426: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    pullModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A name of the catalogue */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PullRequest"];
            };
        };
        responses: {
            /** @description Begun, or waiting */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pull"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    cancelPull: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A name of the catalogue */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It ends */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
    measureModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An installed model */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was measured */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeasuredSpeed"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An installed model */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What its file says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelFacts"];
                };
            };
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["Problem"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
                    "application/json": components["schemas"]["Done"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
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
            401: components["responses"]["LogIn"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Problem"];
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
