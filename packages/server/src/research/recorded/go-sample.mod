module example.org/Tools/sample

go 1.22

require example.org/dep v0.3.0 // indirect

retract v1.9.0 // wrong sums

retract (
	// published by mistake
	[v1.11.0-rc.1, v1.12.0]
)
