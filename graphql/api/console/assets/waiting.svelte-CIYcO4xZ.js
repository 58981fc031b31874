import{aB as o}from"./console-Clenm4bN.js";const a=o({count:void 0});export{a as w};
