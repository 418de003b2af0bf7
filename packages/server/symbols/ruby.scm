; What a map of Ruby names: the capture beside @name is the kind.
(class name: (constant) @name) @class
(module name: (constant) @name) @module
(method name: (identifier) @name) @method
(singleton_method name: (identifier) @name) @method
(program (assignment left: (constant) @name) @constant)
