import{az as o}from"./console-C9EQOeQQ.js";const a=o({count:void 0});export{a as w};
