"""Makes the golden values of MienTests: what PyTorch, Keras, NumPy and safetensors make of the same numbers.

    KERAS_BACKEND=torch python3 Utilities/golden_core.py

needs torch, keras, numpy and safetensors; the versions used are noted in each file.
"""

import golden_layers
import golden_operations
import golden_safetensors
import golden_training

if __name__ == "__main__":
    golden_layers.write()
    golden_operations.write()
    golden_safetensors.write()
    golden_training.write()
