// Pulumi's runner of policy packs registers ts-node, whatever PulumiPolicy.yaml says, and ts-node cannot load this pack.
// It leaves JavaScript alone; what JavaScript imports, Node loads, and strips of its types itself.
import "./index.ts";
