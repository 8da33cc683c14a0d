"""Makes the golden values of MienTests: what PyTorch, Keras, NumPy and safetensors make of the same numbers.

    KERAS_BACKEND=torch python3 Utilities/golden_core.py

needs torch, keras, numpy and safetensors; the versions used are noted in each file.
"""

import golden_activations
import golden_arrays
import golden_attention
import golden_blocks
import golden_convolutions
import golden_dropout
import golden_layers
import golden_losses
import golden_normalizations
import golden_operations
import golden_pooling
import golden_recurrent
import golden_safetensors
import golden_training

if __name__ == "__main__":
    golden_activations.write()
    golden_arrays.write()
    golden_attention.write()
    golden_blocks.write()
    golden_convolutions.write()
    golden_dropout.write()
    golden_layers.write()
    golden_losses.write()
    golden_normalizations.write()
    golden_operations.write()
    golden_pooling.write()
    golden_recurrent.write()
    golden_safetensors.write()
    golden_training.write()
